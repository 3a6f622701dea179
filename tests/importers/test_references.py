from tests.importers.made_files import FEATURES, read

DEALS = "id,name,outcome\nD1,Acme,open\nD2,Borealis,open\nD3,Twin,open\nD4,Twin,open\nD5,D2,open\n"
BASE = {"deals.csv": DEALS, "features.csv": FEATURES}


def needs(home, *rows):
    return read(home, {**BASE, "needs.csv": "\n".join(("deal,feature,strength", *rows)) + "\n"})


def test_id_key_and_name_lead_to_the_same_record(tmp_path):
    for at, row in enumerate(("D1,F1,must", "D1,CORE-1,must", "Acme,Offline mode,must")):
        reading = needs(tmp_path / str(at), row)
        assert reading.book.needs.select("deal", "feature").rows() == [("D1", "F1")]


def test_an_id_goes_before_a_name(tmp_path):
    assert needs(tmp_path, "D2,F1,must").book.needs["deal"].to_list() == ["D2"]


def test_a_name_of_fifteen_letters_is_no_short_id(tmp_path):
    deals = "id,name,outcome\nD1,aaaabbbbccccddd,open\n"
    files = {"deals.csv": deals, "features.csv": FEATURES}
    reading = read(tmp_path, {**files, "needs.csv": "deal,feature\naaaabbbbccccddd,F1\n"})
    assert reading.book.needs["deal"].to_list() == ["D1"]


def test_what_names_nothing_is_said_with_its_line_and_near_misses(tmp_path):
    reading = needs(tmp_path, "D1,F1,must", "Borealiss,Ofline mode,must")
    deal, feature = reading.problems
    assert (deal.file, deal.line, deal.column) == ("needs.csv", 3, "deal")
    assert deal.remedy == "did you mean Borealis?"
    assert (feature.line, feature.remedy) == (3, "did you mean Offline mode?")
    assert reading.book.needs.height == 1


def test_a_name_that_several_records_have_is_a_problem(tmp_path):
    (problem,) = needs(tmp_path, "Twin,F1,must").problems
    assert (problem.what, problem.remedy) == ("several deals are called so", "give the id")


def test_what_names_a_row_that_was_left_out_is_told_of_that_row(tmp_path):
    deals = "id,name,outcome,amount\nO18,Acme,open,much\nO19,Borealis,open,5\n"
    asked = "deal,feature\nO18,F1\nAcme,F1\nO17,F1\n"
    files = {"deals.csv": deals, "features.csv": FEATURES, "needs.csv": asked}
    reading = read(tmp_path, files)
    said = [(one.line, one.what, one.remedy) for one in reading.problems if one.column == "deal"]
    left_out = "the row of this deal was left out", "mend that row first"
    assert said[:2] == [(2, *left_out), (3, *left_out)]
    assert said[2] == (4, "no deal has this id, key or name", "did you mean O19?")


def test_rows_that_name_nothing_are_counted_once_each(tmp_path):
    reading = needs(tmp_path, "X,Y,must", "Z,F1,must", "D1,F1,must")
    assert [(left.table, left.count) for left in reading.book.left_out] == [("needs", 2)]


def test_two_rows_that_name_one_record_in_two_ways_are_one(tmp_path):
    reading = needs(tmp_path, "D1,F1,must", "Acme,CORE-1,must")
    assert reading.book.needs.height == 1
    assert reading.problems == ()


def test_a_tool_stays_without_the_feature_that_is_not_there(tmp_path):
    tools = "name,kind,features\nDeck,deck,CORE-1;Audit lag\n"
    reading = read(tmp_path, {**BASE, "tools.csv": tools})
    assert reading.book.tools["features"].to_list() == [["F1"]]
    (problem,) = reading.problems
    assert (problem.line, problem.remedy) == (2, "did you mean Audit log?")


def test_every_table_that_names_a_deal_or_a_feature_is_led(tmp_path):
    files = {
        "evidence.csv": "deal,rule,on\nAcme,metrics,2026-01-02\n",
        "steps.csv": "deal,step,due\nAcme,sign,2026-01-02\n",
        "people.csv": "name,side,deal\nAnn,buyer,Acme\n",
        "promises.csv": "id,what,said_on,deal,feature\nP,ship,2026-01-02,Acme,CORE-2\n",
        "dependencies.csv": "feature,after\nCORE-1,Audit log\n",
        "items.csv": "id,title,feature\nI1,part,CORE-1\n",
    }
    reading = read(tmp_path, {**BASE, **files})
    book = reading.book
    for frame in (book.evidence, book.buyer_steps, book.people, book.promises):
        assert frame["deal"].to_list() == ["D1"]
    assert book.promises["feature"].to_list() == ["F2"]
    assert book.dependencies.rows() == [("F1", "F2")]
    assert book.items["feature"].to_list() == ["F1"]
    assert reading.problems == ()
