"""The things that Jikenbo is about: frozen values with no input, output or behaviour beyond their own."""
