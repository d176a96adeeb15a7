"""The look of it: one palette and one type scale for the pages of Gradio and for the Room. Fonts are the machine's own."""

from typing import Any

FONTS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")


def theme() -> Any:
    """A Gradio theme; app.css holds the same colours as variables."""
    from gradio import themes

    ink = themes.Color(
        c50="#f7f7f5", c100="#efefec", c200="#e2e2dd", c300="#cbcbc5", c400="#9c9d98", c500="#6d6f6c",
        c600="#4f5250", c700="#3a3d3c", c800="#262928", c900="#1a1d1c", c950="#121514",
    )  # fmt: skip
    accent = themes.Color(
        c50="#eef6f4", c100="#d6ebe6", c200="#aed8cf", c300="#7dbfb2", c400="#4aa192", c500="#1f8273",
        c600="#14695d", c700="#11544b", c800="#10443d", c900="#0d3933", c950="#06211d",
    )  # fmt: skip
    base = themes.Base(
        primary_hue=accent, secondary_hue=accent, neutral_hue=ink, font=list(FONTS), font_mono=list(MONO)
    )
    return base.set(
        body_background_fill="#fbfbf9", body_background_fill_dark="#131615",
        block_background_fill="#ffffff", block_background_fill_dark="#1b1f1e",
        block_border_width="1px", block_radius="12px", block_shadow="none", block_label_text_weight="500",
        button_primary_background_fill="*primary_600", button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600", button_primary_text_color="#ffffff",
        input_background_fill="#ffffff", input_background_fill_dark="#161a19", input_radius="10px",
        button_large_radius="10px", button_small_radius="8px",
    )  # fmt: skip
