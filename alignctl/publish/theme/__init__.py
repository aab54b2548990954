"""A small theme for MkDocs: a site for readers, light and dark, without anything from another host."""
