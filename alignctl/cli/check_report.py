"""The report of a check in the format asked for, with links to the pages of rules where those are published."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl import __version__
from alignctl.cli.opening import Opened
from alignctl.cli.output import link_for, paint_for
from alignctl.diagnostics import Severity

if TYPE_CHECKING:
    from alignctl.diagnostics import Summary
    from alignctl.report.rules import RuleText


def render_report(summary: Summary, opened: Opened, form: str, fail_on: Severity, color: str) -> str:
    """The report in one format. Modules are imported where their format is asked for."""
    if form in ("full", "concise", "statistics"):
        return _render_text(summary, opened, form, color)
    urls = rule_urls(opened)
    if form in ("json", "sarif"):
        summary = _with_settled_fixes(summary, opened)
    if form in ("sarif", "github", "gitlab"):
        summary = _as_the_forge_sees_it(summary, opened)
    if form == "json":
        from alignctl.report.json import report_json

        return report_json(summary, __version__, urls)
    if form == "sarif":
        from alignctl.report.sarif import report_sarif

        return report_sarif(summary, _rule_texts(opened, urls), __version__)
    if form == "github":
        from alignctl.report.github import report_github

        _append_job_summary(summary, urls)
        return report_github(summary, urls)
    if form == "gitlab":
        from alignctl.report.gitlab import report_gitlab

        return report_gitlab(summary, urls)
    if form == "junit":
        from alignctl.report.junit import report_junit

        return report_junit(summary, fail_on, urls)
    from alignctl.report.markdown import report_markdown

    return report_markdown(summary, urls)


def _render_text(summary: Summary, opened: Opened, form: str, color: str) -> str:
    paint, link = paint_for(color), link_for(color, lambda: rule_urls(opened))
    if form == "statistics":
        from alignctl.report.statistics import report_statistics

        return report_statistics(summary, paint, link)
    if form == "concise":
        from alignctl.report.concise import report_concise

        return report_concise(summary, paint, link)
    from alignctl.report.full import report_full
    from alignctl.report.source import SourceText

    return report_full(summary, SourceText(opened.loaded.sources), paint, link)


def rule_urls(opened: Opened) -> dict[str, str]:
    """Where the page of each rule is published, by code; empty where the site's address is not known."""
    from alignctl.publish.address import find_published

    published = find_published(opened.config.root)
    if published is None:
        return {}
    from alignctl.examination import known_rules

    return {rule.code: published.rule_page(rule.name) for rule in known_rules(opened.config)}


def _with_settled_fixes(summary: Summary, opened: Opened) -> Summary:
    from alignctl.edit.placing import settle_fixes

    sources = opened.loaded.sources
    return replace(
        summary,
        shown=settle_fixes(summary.shown, sources),
        set_aside=settle_fixes(summary.set_aside, sources),
    )


def _as_the_forge_sees_it(summary: Summary, opened: Opened) -> Summary:
    """Paths from the top of the git work tree, where the plan lies in a folder of it."""
    from alignctl.report.summary import rebased

    root = opened.config.root
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return rebased(summary, root.relative_to(top).as_posix())


def _append_job_summary(summary: Summary, urls: Mapping[str, str]) -> None:
    """Add the whole list to the summary of a GitHub job, which holds what annotations have no room for."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    from alignctl.report.markdown import JOB_LIMIT, report_markdown

    try:
        with Path(place).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report_markdown(summary, urls, JOB_LIMIT - file.tell()))
    except OSError as error:
        click.echo(f"the job summary cannot be written: {error.strerror}", err=True)


def _rule_texts(opened: Opened, urls: Mapping[str, str]) -> dict[str, RuleText]:
    """Every rule with its page, by code."""
    from alignctl.cli.explain import for_terminal
    from alignctl.examination import known_rules
    from alignctl.lint.pages import explain_rule
    from alignctl.report.rules import RuleText

    texts = {}
    for rule in known_rules(opened.config):
        page = explain_rule(rule)
        text = click.unstyle(for_terminal(page))
        url = urls.get(rule.code)
        texts[rule.code] = RuleText(rule.code, rule.name, rule.severity, rule.summary, page, text, rule.profile, url)
    return texts
