using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.Tests;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("a,b,c", new[] { "a", "b", "c" })]
    [InlineData("a,,", new[] { "a", "", "" })]
    [InlineData("\"a,b\",c", new[] { "a,b", "c" })]
    [InlineData("\"say \"\"so\"\"\",c", new[] { "say \"so\"", "c" })]
    public void A_line_is_split_as_rfc_4180_says(string line, string[] expected) => CsvLine.Split(line).ShouldBe(expected);

    [Fact]
    public void A_row_with_a_field_too_many_is_named_by_its_line()
    {
        using var file = new StringReader("a,b\n1,2\n1,2,3\n");
        Should.Throw<FormatException>(() => CsvTable.Read(file)).Message.ShouldContain("line 3");
    }

    [Fact]
    public void A_column_that_stands_there_twice_is_named()
    {
        using var file = new StringReader("a,b,a\n1,2,3\n");
        Should.Throw<FormatException>(() => CsvTable.Read(file)).Message.ShouldBe("the file has two columns 'a'");
    }

    [Fact]
    public void A_field_is_found_by_its_column_and_empty_where_there_is_none()
    {
        using var file = new StringReader("a,b\n1,2\n\n");
        var row = CsvTable.Read(file).ShouldHaveSingleItem();
        (row["b"], row["c"], row.Has("c"), row.Line).ShouldBe(("2", "", false, 2));
    }
}
