using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Monitoring.Contracts.Tests;

/// <summary>Numbers and times read straight from a frame's bytes are those that .NET itself reads from their text.</summary>
public sealed class CompactTextTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void A_number_of_bytes_is_the_number_of_its_text() => Prop.ForAll(NumberTexts.ToArbitrary(), text =>
    {
        var isNumber = MeasuredText.TryReadNumber(Encoding.ASCII.GetBytes(text), out var number);

        isNumber.ShouldBe(MeasuredText.TryReadNumber(text.AsSpan(), out var expected));
        decimal.GetBits(number).ShouldBe(decimal.GetBits(expected), "the digits behind the point are kept as well");
    }).Check(Many);

    [Fact]
    public void A_time_is_the_one_that_the_calendar_has() => Prop.ForAll(TimeTexts.ToArbitrary(), text =>
    {
        var isTime = DateTime.TryParseExact(text, text.Length == 14 ? "yyyyMMddHHmmss" : "yyyyMMddHHmmssfff", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year > 1;

        ChinaTime.TryParseCompact(Encoding.ASCII.GetBytes(text), out var fromBytes).ShouldBe(isTime);
        ChinaTime.TryParseCompact(text, out var fromText).ShouldBe(isTime);
        fromText.ShouldBe(fromBytes);
        fromBytes.ShouldBe(isTime ? new DateTimeOffset(local, ChinaTime.Offset) : default);
    }).Check(Many);

    [Theory]
    [InlineData("20260229080000")]
    [InlineData("２０２６０２０１０８００００")]
    [InlineData("2026020108000")]
    [InlineData("202602010800000")]
    [InlineData("")]
    public void What_is_no_time_is_none(string text) => ChinaTime.TryParseCompact(text, out _).ShouldBeFalse();

    private static Gen<string> NumberTexts => Gen.OneOf(
        Gen.Elements("0123456789.-+eE L".ToCharArray()).ListOf().Select(c => string.Concat(c)),
        from sign in Gen.Elements("", "-", "+")
        from whole in Gen.Elements("0123456789".ToCharArray()).ListOf()
        from point in Gen.Elements("", ".", "..")
        from fraction in Gen.Elements("0123456789".ToCharArray()).ListOf()
        select $"{sign}{string.Concat(whole)}{point}{string.Concat(fraction)}",
        Gen.Elements("-0", "-0.00", "9999999999999999999", "99999999999999999999", "79228162514264337593543950336", "0.0000000000000000000000000000001", ".5", "5.", ".", "", "-", "NaN", "--"));

    private static Gen<string> TimeTexts =>
        from year in Gen.Choose(0, 2100)
        from month in Gen.Choose(0, 13)
        from day in Gen.Choose(0, 32)
        from hour in Gen.Choose(0, 24)
        from minute in Gen.Choose(0, 60)
        from second in Gen.Choose(0, 60)
        from millisecond in Gen.Elements("", "000", "123", "999", "12x")
        select $"{year:D4}{month:D2}{day:D2}{hour:D2}{minute:D2}{second:D2}{millisecond}";
}
