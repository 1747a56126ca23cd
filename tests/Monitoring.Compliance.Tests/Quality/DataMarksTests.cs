using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Tests.Quality;

public class DataMarksTests
{
    [Fact]
    public void Say_the_same_as_verdicts_do_for_the_letters_of_2017()
    {
        foreach (var mark in DataMarks.Dialects["hj212-2017"].Marks.Keys.Append("x9"))
        {
            var meaning = DataMarks.Read("hj212-2017", mark)!;

            meaning.TakesPart.ShouldBe(DataMark.IsValid(mark), mark);
            meaning.Reason.ShouldBe(MeasuredValue.ReasonOfFlag(mark), mark);
        }
    }

    [Fact]
    public void Of_another_dialect_may_mean_something_else()
    {
        DataMarks.Read("hj212-2017", "F")!.Word.ShouldBe("stopped");
        DataMarks.Read("water-station", "F")!.Word.ShouldBe("no-link");
    }

    [Fact]
    public void Of_an_unknown_dialect_are_not_guessed() => DataMarks.Read("nobody", "N").ShouldBeNull();

    [Fact]
    public void Have_a_word_for_each_entry_and_a_reason_exactly_where_they_take_no_part()
    {
        var edition = EditionCatalogue.Default.Marks;

        edition.Dialects.SelectMany(d => d.Marks.Values).Except(edition.Meanings.Select(m => m.Word)).ShouldBeEmpty();
        edition.Meanings.Where(m => m.TakesPart == m.Reason is not null).ShouldBeEmpty();
    }
}
