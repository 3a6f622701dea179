"""A small company in files: deals that ended, one that is open and needs a feature."""

from pathlib import Path

FILES = {
    "deals": "id,name,owner,stage,outcome,amount,created_on,closed_on\n"
    "D1,Birch & <b>Sons</b>,Ann,Demo,open,200000,2026-01-05,\n"
    "D2,Cedar,Bo,Demo,open,90000,2026-02-01,\n"
    + "".join(
        f"C{n},Closed {n},Ann,Demo,{'won' if n % 3 else 'lost'},9000,2025-0{1 + n % 9}-05,"
        f"2026-0{1 + n % 3}-{1 + n % 28:02}\n"
        for n in range(40)
    ),
    "features": "id,key,name,team,created_on,order\n"
    "F1,CORE-1,Offline mode,Core,2026-01-05,1\nF2,CORE-2,Dark mode,Core,2026-01-05,2\n",
    "items": "id,feature,team,created_on,done_on\n"
    + "".join(f"I{n},F1,Core,2026-01-06,2026-02-0{n + 1}\n" for n in range(9))
    + "".join(f"J{n},F1,Core,2026-01-06,\n" for n in range(6))
    + "I99,F2,Core,2026-01-06,\n",
    "needs": "deal,feature,strength,on\nD1,F1,dealbreaker,2026-02-01\nD2,F2,important,2026-02-02\n",
    "changes": "table,id,at,field,old,new,source\n"
    + "".join(
        f"deals,D{n},{day} 09:00:00,{field},{old},{new},log\n"
        for n in (1, 2)
        for day, field, old, new in (
            ("2026-02-10", "stage", "Lead", "Demo"),
            ("2026-03-20", "amount", "70000", "200000" if n == 1 else "90000"),
            ("2026-02-10", "expected_close_on", "2026-05-01", ""),
        )
    ),
    "teams": "name,people,wip_limit\nCore,4,1\n",
}  # fmt: skip


def write(folder: Path, **more: str) -> Path:
    """The files in a folder, with others in their place."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **more}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
