from home.checks import browser_packages_are_installed


def test_installed_packages_are_no_mistake():
    assert browser_packages_are_installed() == []


def test_missing_packages_are_named_with_the_command_that_brings_them(settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    (tmp_path / "lucide-static").mkdir()
    (error,) = browser_packages_are_installed()
    assert "@fontsource/source-sans-3" in error.msg
    assert "lucide-static" not in error.msg
    assert "npm ci" in error.hint
    assert "make demo" in error.hint
