"""Real HTTP against the production server, on SQLite, and on PostgreSQL in its pass.

A rush; and 200 people who act while the servers are killed hard ten times.
"""

from collections import Counter

from bench import client, crash, scene, servers

SEATS = 40
RUSHING = 100  # `make bench` sends 1,000
ACTS = 2  # of each of 200 people; `make bench` has them do ten times as much


def test_a_crowd_rushes_for_forty_seats(installation: servers.Installation) -> None:
    people = scene.set_up(installation, people=RUSHING, capacity=SEATS)
    with installation.serving(threads=8) as (port, _process):
        outcome = client.crowd(
            people,
            client.register("bench", whole_flow=False),
            ports=[port],
            concurrency=64,
        )
    assert outcome.errors == []
    found = scene.look(installation)
    assert found.confirmed == SEATS
    assert found.waiting == found.places == RUSHING - SEATS
    assert found.events == found.mails == len(found.keys) == RUSHING


def test_whatever_was_seen_is_true_however_servers_die(
    installation: servers.Installation,
) -> None:
    outcome = crash.run(installation, acts=ACTS)
    assert Counter(outcome.kills) == Counter(crash.DEATHS)
    assert len(outcome.kills) == 10
    assert len(outcome.steps) == crash.PEOPLE + 1
    assert outcome.seen >= crash.PEOPLE
    assert outcome.faults == []
