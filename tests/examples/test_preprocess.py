def test_numbers_are_scaled_and_text_is_counted(run_example):
    assert "16 rows: 2 scaled numbers and" in run_example("preprocess.py")
