"""Where everything comes together: a folder is opened, evaluated and read by all surfaces."""
