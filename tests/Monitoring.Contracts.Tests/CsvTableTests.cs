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
        var rows = CsvTable.Read(file).GetEnumerator();
        rows.MoveNext().ShouldBeTrue();
        rows.Current["b"].ShouldBe("2");
        Should.Throw<FormatException>(() => rows.MoveNext()).Message.ShouldContain("line 3");
    }
}
