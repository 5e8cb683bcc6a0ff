"""Machine translation: engines, and the shield that keeps tags, names and amounts out of their reach."""
