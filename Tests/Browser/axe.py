"""Runs axe-core on the page that a browser shows."""

from axe_core_python.selenium import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(driver):
    """The violations of WCAG rules, one line each; empty when there are none."""
    # Opens all folded elements: they count too, and axe-core mistakes folded ones for backgrounds.
    driver.execute_script("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    # The page's content security policy forbids foreign scripts; scripts run by the driver are exempt.
    found = Axe().run(driver, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [f"{rule['id']}: {rule['help']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]
