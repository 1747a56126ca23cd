using System.Globalization;
using System.Text.Json.Nodes;
using Monitoring.Compliance.Quality;

namespace Monitoring.Silo.Commands;

/// <summary>Cases of rounding and means.</summary>
internal static class AssessNumbers
{
    private const int MaxDecimals = 28;
    private const int PhDecimals = 2;

    public static JsonObject? RoundHalfEven(AssessInputs inputs)
    {
        var (value, decimals) = (inputs.Number("value"), Decimals(inputs));
        if (!IsExact(inputs.Text("value")))
        {
            inputs.Reason = NoVerdictReason.TooManyDigits;
            return new JsonObject { ["rounded"] = null };
        }

        var rounded = inputs.Flag("keep_one_significant_if_zero", fallback: false) ? Gb8170.Round(value, decimals) : Gb8170.RoundPlain(value, decimals);
        return new JsonObject { ["rounded"] = Gb8170.Text(rounded, decimals) };
    }

    public static JsonObject? RoundToInterval(AssessInputs inputs)
    {
        var (value, decimals) = (inputs.Number("value"), Decimals(inputs));
        if (!IsExact(inputs.Text("value")))
        {
            inputs.Reason = NoVerdictReason.TooManyDigits;
            return new JsonObject { ["rounded"] = null };
        }

        decimal? rounded = inputs.Word("interval") switch
        {
            "0.5" => Gb8170.RoundToHalf(value, decimals),
            "0.2" => Gb8170.RoundToFifth(value, decimals),
            var other => Unknown(other),
        };
        return new JsonObject { ["rounded"] = rounded is { } r ? Gb8170.Text(r) : null };

        decimal? Unknown(string interval)
        {
            inputs.Fail($"'interval' is 0.5 or 0.2 of the last place, not '{interval}'");
            return null;
        }
    }

    public static JsonObject? MeanWithNonDetect(AssessInputs inputs)
    {
        var decimals = Decimals(inputs);
        var values = Valid(inputs);
        return new JsonObject { ["n"] = values.Count, ["mean"] = values.Count == 0 ? null : Gb8170.Text(Gb8170.Round(ArithmeticMean.Of(values), decimals), decimals) };
    }

    public static JsonObject? PhMean(AssessInputs inputs)
    {
        var values = Valid(inputs, highest: 14);
        return new JsonObject { ["mean_2dp"] = values.Count == 0 ? null : Gb8170.Text(Gb8170.RoundPlain(HydrogenIonMean.Of(values), PhDecimals), PhDecimals) };
    }

    public static int Decimals(AssessInputs inputs)
    {
        var decimals = inputs.Count("decimals");
        if (decimals is < 0 or > MaxDecimals)
        {
            inputs.Fail($"'decimals' must be 0 to {MaxDecimals}");
            return 0;
        }

        return decimals;
    }

    // A decimal holds 28 digits of any number; further ones would be lost before the one rounding that is asked for.
    private static bool IsExact(string text)
    {
        var parts = text.Trim().Split('e', 'E');
        var exponent = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) ? power : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var significant = point < 0 ? parts[0] : parts[0].TrimEnd('0');
        var fraction = (point < 0 ? 0 : significant.Length - point - 1) - exponent;
        return significant.Where(char.IsAsciiDigit).SkipWhile(c => c is '0').Count() <= MaxDecimals && fraction <= MaxDecimals;
    }

    // What takes no part is left out; only a mean of nothing has a reason.
    private static List<decimal> Valid(AssessInputs inputs, decimal? highest = null)
    {
        var read = inputs.Texts("values").Select(t => MeasuredValue.Read(t, flag: null, highest: highest)).ToList();
        var valid = read.Select(v => v.Number).OfType<decimal>().Order().ToList();
        inputs.Reason = valid.Count > 0 ? null : read.Select(v => v.Reason).FirstOrDefault() ?? NoVerdictReason.Missing;
        return valid;
    }
}
