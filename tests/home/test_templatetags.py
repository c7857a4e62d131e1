import pytest
from django.template import Context, Template, TemplateSyntaxError


def render(source: str) -> str:
    return Template("{% load home_tags %}" + source).render(Context())


def test_an_icon_is_drawn_in_place_and_not_read_aloud():
    svg = render('{% icon "check" %}')
    assert svg.startswith('<svg class="icon" aria-hidden="true"')
    assert "currentColor" in svg
    assert "<!--" not in svg


@pytest.mark.parametrize("name", ["no-such-icon", "../../package", ""])
def test_an_unknown_icon_is_a_mistake_in_the_template(name):
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        render(f'{{% icon "{name}" %}}')
