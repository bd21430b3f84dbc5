"""Can others read it? The lab in open standards: vocabularies, data packages, catalogues."""
