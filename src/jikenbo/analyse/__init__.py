"""Over cases: what changed, the nine items, figures. Pure: values in, values out."""
