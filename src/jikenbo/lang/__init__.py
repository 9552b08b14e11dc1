"""What belongs to a language and to no field: words and tables, one folder a language, as data."""
