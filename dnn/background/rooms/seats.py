"""Seats: joining, knocking at a locked room, coming back, leaving, and names. All is called under the room's lock."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace

from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.member import Member, Standing
from dnn.background.rooms.names import MAX_SPINS, MemberName, invented_name, own_name
from dnn.background.rooms.refusals import NotNow, RoomFull
from dnn.text.messages import ENGLISH, Text, Translations

KNOCK_SECONDS = 120.0
"""Seconds after which a knock makes room for others if who knocked is not heard of."""


def join(held: HeldRoom, visitor: str, limit: int, now: float) -> Member:
    """The member that a visitor is from now on, waiting where the room is locked. Who comes back has her seat, name,
    place and answers; who was removed has to be let in.

    Raises:
        RoomFull: there are as many as the room takes.
        NotNow: the teacher has refused her.
    """
    member = held.member_of(visitor)
    if member is not None:
        return _come_back(held, member)
    if len(held.members) >= limit:
        _reclaim(held, now)
    if len(held.members) >= limit:
        raise RoomFull(limit)
    name = invented_name(held.taken_names())
    member = Member(secrets.token_urlsafe(16), visitor, 0, name, now, "waiting")
    held.seen[member.id] = held.acted[member.id] = now
    if held.room.is_locked:
        held.put(member)
        return member
    return seat(held, member)


def _come_back(held: HeldRoom, member: Member) -> Member:
    if member.standing == "refused":
        raise NotNow(Text("The teacher has not let you in; ask, since it can still be done from the teacher's wall."))
    if member.standing == "removed":
        return _with_standing(held, member, "waiting")
    if member.standing == "waiting":
        return member if held.room.is_locked or member.seat else seat(held, member)
    return _with_standing(held, member, "seated")


def _reclaim(held: HeldRoom, now: float) -> None:
    """Delete who has gone without an answer, and whose knock was long ago."""
    for member in list(held.members.values()):
        has_gone = member.standing in ("left", "removed", "refused") and not member.answers
        has_given_up = member.standing == "waiting" and now - held.seen[member.id] > KNOCK_SECONDS
        if has_gone or has_given_up:
            held.remove(member)


def seat(held: HeldRoom, member: Member) -> Member:
    """Give a member her seat: the one that she had, or the next one."""
    number = member.seat or held.room.seats + 1
    held.change(seats=max(number, held.room.seats))
    return _with_standing(held, replace(member, seat=number), "seated")


def seat_all_waiting(held: HeldRoom) -> None:
    """Let in all who knock for the first time; those that were removed wait on."""
    for member in list(held.members.values()):
        if member.standing == "waiting" and not member.seat:
            seat(held, member)


def refuse(held: HeldRoom, member: Member) -> None:
    """Not let a member in."""
    _with_standing(held, member, "refused")


def remove(held: HeldRoom, member: Member) -> None:
    """Take a member's seat away; her answers stay, and she has to knock."""
    _with_standing(held, member, "removed")


def leave(held: HeldRoom, member: Member) -> None:
    """Have a member leave, who may come back. Who knocks knocks no longer; who was removed, or refused, stays so, or
    she would have a seat by leaving."""
    if member.is_seated:
        _with_standing(held, member, "left")
    elif member.standing == "waiting" and member.seat:
        _with_standing(held, member, "removed")
    elif member.standing == "waiting":
        held.remove(member)


def _with_standing(held: HeldRoom, member: Member, standing: Standing) -> Member:
    changed = replace(member, standing=standing)
    held.put(changed)
    return changed


def spin(held: HeldRoom, member: Member) -> None:
    """Invent another name for a member. Raises NotNow after the last time."""
    if member.spins >= MAX_SPINS:
        raise NotNow(Text("You have had all the names that you may try; this one is yours."))
    held.put(replace(member, name=invented_name(held.taken_names()), spins=member.spins + 1))


def rename(held: HeldRoom, member: Member, text: object, catalogues: Iterable[Translations]) -> None:
    """Give a member the name that she has typed.

    Args:
        catalogues: of the languages in which an invented name of the room may read the same.

    Raises:
        NotNow: the room has invented names only, or somebody has this one, or had it.
        ConfigurationError: it is no name.
    """
    if not held.room.allows_own_names:
        raise NotNow(Text("This room has invented names only; try another one of these."))
    name = own_name(text)
    languages = (ENGLISH, *catalogues)
    others = [other for other in held.all_names() if other != member.name]
    taken = {_folded(other, language) for other in others for language in languages}
    if any(_folded(name, language) in taken for language in languages):
        raise NotNow(Text("Somebody in this room has this name, or had it; try another one."))
    held.put(replace(member, name=name))


def give_invented_name(held: HeldRoom, member: Member) -> None:
    """Put an invented name in the place of a member's."""
    held.put(replace(member, name=invented_name(held.taken_names())))


def _folded(name: MemberName, language: Translations) -> str:
    return " ".join(name.render(language).casefold().split())
