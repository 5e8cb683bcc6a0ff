"""What is wrong with a theme's templates, found before anything is rendered."""

from bulletin.rendering.lint.templates import lint_templates

__all__ = ["lint_templates"]
