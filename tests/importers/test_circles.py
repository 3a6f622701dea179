from tests.importers.made_files import FEATURES, read


def chain(home, *links):
    lines = "\n".join(("feature,after", *links)) + "\n"
    return read(home, {"features.csv": FEATURES, "dependencies.csv": lines})


def test_features_that_wait_for_each_other_are_named_and_the_last_link_is_left_out(tmp_path):
    reading = chain(tmp_path, "CORE-1,CORE-2", "CORE-2,CORE-1")
    (problem,) = reading.problems
    assert "CORE-1 waits for CORE-2 waits for CORE-1" in problem.what
    assert (problem.column, problem.row_left_out) == ("after", True)
    assert reading.book.dependencies.rows() == [("F1", "F2")]


def test_a_feature_that_waits_for_itself_is_a_circle_of_one(tmp_path):
    reading = chain(tmp_path, "CORE-1,CORE-1")
    assert "CORE-1 waits for CORE-1" in reading.problems[0].what
    assert not reading.book.dependencies.height


def test_a_chain_is_no_circle(tmp_path):
    reading = chain(tmp_path, "CORE-1,CORE-2")
    assert reading.problems == ()
    assert reading.book.dependencies.height == 1
