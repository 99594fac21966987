"""Kept numbers of issues, which make counting unnecessary."""

from sqlmodel import Field

from db.models.base import STRICT_LINK, Base
from db.models.types import BigInteger


class IssueTally(Base, table=True):
    """The number of live issues by the codes of status and priority; 0 stands for none.

    Otherwise each page with a total would count all matches. There is no row for a combination that
    never occurred.
    """

    __tablename__ = "issue_tally"
    __table_args__ = (STRICT_LINK,)

    status: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    priority: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    issues: int = Field(sa_type=BigInteger)
