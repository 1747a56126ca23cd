using System.Text.Json;
using Monitoring.Protocols.Hj212;
using Monitoring.Testing;

namespace Monitoring.Protocols.Tests.Hj212;

/// <summary>
/// The 104 frames of public repositories beside the checkout. Their sidecar says of each, recomputed from its bytes, whether
/// it is strictly valid, usable all the same, or broken.
/// </summary>
public sealed class PublicFrameTests
{
    public static TheoryData<int> Lines => [.. Enumerable.Range(1, 104)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Is_judged_as_its_sidecar_says(int line)
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        var escaped = File.ReadAllLines(SharedMaterial.PathOf("protocols", "hj212-samples-public.txt"))[line - 1];
        using var sidecar = JsonDocument.Parse(File.ReadAllBytes(SharedMaterial.PathOf("protocols", "hj212-samples-public.json")));
        var expected = sidecar.RootElement.GetProperty("frames")[line - 1];
        expected.GetProperty("line").GetInt32().ShouldBe(line);

        var results = Decoded.Line(escaped);

        var result = results.ShouldHaveSingleItem();
        var isValid = result.GetProperty("valid").GetBoolean();
        if (!expected.TryGetProperty("valid_strict", out var strict))
        {
            // Two digits instead of four: the sidecar stops there, the check fits, and the number itself is right.
            isValid.ShouldBeTrue();
            Decoded.Deviations(result).ShouldBe(["length", "tail"]);
        }
        else if (strict.GetBoolean())
        {
            isValid.ShouldBeTrue();
            Decoded.Deviations(result).ShouldBeEmpty();
            ShouldHaveTheFieldsOf(expected, result);
        }
        else if (expected.GetProperty("usable_lenient").GetBoolean())
        {
            isValid.ShouldBeTrue();
            Decoded.Deviations(result).ShouldNotBeEmpty();
            Decoded.Deviations(result).Contains("length").ShouldBe(!expected.GetProperty("length_ok").GetBoolean());
            Decoded.Deviations(result).Contains("tail").ShouldBe(expected.GetProperty("tail").GetString() != @"\r\n");
            ShouldHaveTheFieldsOf(expected, result);
        }
        else
        {
            isValid.ShouldBeFalse();
            result.GetProperty("reason").GetString().ShouldBe(expected.GetProperty("length_ok").GetBoolean() ? "crc-mismatch" : "length-mismatch");
            if (expected.GetProperty("crc_declared").GetString() is { } declared)
            {
                result.GetProperty("crc").GetProperty("actual").GetString().ShouldBe(declared);
                result.GetProperty("crc").GetProperty("expected").GetString().ShouldBe(expected.GetProperty("crc_computed").GetString());
            }
        }
    }

    [Theory]
    [InlineData(Hj212CrcDialects.Modbus, "modbus", "crc-modbus")]
    [InlineData(Hj212CrcDialects.ModbusSwapped, "modbus-swapped", "crc-modbus-swapped")]
    public void Of_a_dialect_is_read_where_the_options_allow_it(Hj212CrcDialects allowed, string dialect, string deviation)
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        var lines = File.ReadAllLines(SharedMaterial.PathOf("protocols", "hj212-samples-public.txt"));
        using var sidecar = JsonDocument.Parse(File.ReadAllBytes(SharedMaterial.PathOf("protocols", "hj212-samples-public.json")));
        var frames = sidecar.RootElement.GetProperty("frames").EnumerateArray()
            .Where(f => f.TryGetProperty("crc_dialect", out var d) && d.GetString() == dialect)
            .ToList();
        frames.ShouldNotBeEmpty();
        foreach (var frame in frames)
        {
            var result = Decoded.Line(lines[frame.GetProperty("line").GetInt32() - 1], new() { CrcDialects = allowed }).ShouldHaveSingleItem();
            result.GetProperty("valid").GetBoolean().ShouldBeTrue();
            Decoded.Deviations(result).ShouldContain(deviation);
            ShouldHaveTheFieldsOf(frame, result);
        }
    }

    private static void ShouldHaveTheFieldsOf(JsonElement expected, JsonElement result)
    {
        var fields = expected.GetProperty("fields");
        foreach (var name in (string[])["QN", "ST", "CN", "PW", "MN", "Flag", "PNUM", "PNO"])
        {
            var text = fields.TryGetProperty(name, out var field) ? field.GetString() : null;
            result.GetProperty(name.ToLowerInvariant()).GetString().ShouldBe(text);
        }

        Decoded.CpOf(result).ShouldBe(CpOf(expected), ignoreOrder: true);
    }

    private static IEnumerable<string> CpOf(JsonElement expected) =>
        from item in expected.GetProperty("cp").EnumerateArray()
        from pair in item.EnumerateArray()
        let name = pair[0].GetString()
        where name != "DataTime"
        select $"{name}={pair[1].GetString()}";
}
