"""From what is to be shown to bytes: SVG, PNG, DOT, Mermaid and charts. Sees only what the views return."""
