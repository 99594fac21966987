"""Visibility: the only conditions that decide which rows a reader may see."""

from db.query.entities.declaration import Entity


def visible(entity: Entity, include_deleted: bool, parent_is_visible: bool) -> list[str]:
    """The conditions (templates over `{t...}`) that hold for every row a reader may see.

    `include_deleted` shows tombstones; `parent_is_visible` says that the parent of the rows was
    already checked.
    """
    conditions = []
    if entity.visible and not include_deleted:
        conditions.append(entity.visible)
    if entity.visible_parent and not parent_is_visible:
        conditions.append(entity.visible_parent)
    return conditions
