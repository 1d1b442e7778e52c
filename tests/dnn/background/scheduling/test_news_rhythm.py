"""The rhythm of a run's news: nobody need ask before there can be any, and what is late is asked for sooner."""

import pytest

from dnn.background.scheduling.news_rhythm import MAX_INTERVAL, MEMORY, SHARE_WHEN_LATE, NewsRhythm


def rhythm_of(*times: float) -> NewsRhythm:
    """A rhythm whose news came at these times."""
    rhythm = NewsRhythm()
    for now in times:
        rhythm.note(now)
    return rhythm


def test_nothing_is_expected_of_what_was_never_seen_or_only_once() -> None:
    assert rhythm_of().seconds_to_next(5.0) == 0.0
    assert rhythm_of(5.0).seconds_to_next(5.0) == 0.0


def test_the_next_news_is_expected_after_an_interval() -> None:
    assert rhythm_of(0.0, 0.8).seconds_to_next(0.8) == pytest.approx(0.8)
    assert rhythm_of(0.0, 0.8).seconds_to_next(1.0) == pytest.approx(0.6)


def test_what_is_late_is_expected_after_a_share_of_the_interval() -> None:
    assert rhythm_of(0.0, 0.8).seconds_to_next(1.7) == pytest.approx(SHARE_WHEN_LATE * 0.8)


def test_the_interval_follows_what_happens() -> None:
    assert rhythm_of(0.0, 0.8, 1.0).interval == pytest.approx(MEMORY * 0.8 + (1 - MEMORY) * 0.2)


def test_an_interval_that_varies_is_given_time() -> None:
    varies, steady = rhythm_of(0.0, 0.2, 1.0, 1.2), rhythm_of(0.0, 0.4, 0.8, 1.2)
    assert varies.deviation > 0.1 and steady.deviation == pytest.approx(0.0)
    assert varies.seconds_to_next(1.2) == pytest.approx(varies.interval + varies.deviation)


def test_a_rest_says_nothing_of_the_interval() -> None:
    rested = rhythm_of(0.0, 0.8, 2 * MAX_INTERVAL)
    assert rested.interval == pytest.approx(0.8)
    assert rested.seconds_to_next(0.8 + 3 * MAX_INTERVAL) == 0.0
