using System.Globalization;
using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.PublishedFiles;

/// <summary>
/// Rows of the national surface-water feed. The mark of a row: a stopped station sends F. A station in maintenance sends M,
/// unless all five judged items (pH, DO, CODMn, NH3-N, TP) are there: the feed then goes on judging it. That reading of
/// the feed uses the values and the state only, never the printed class; it agrees with the presence of a class in all
/// 133 rows of Sichuan and Chongqing of 2020-05-08 and in 1,619 of the 1,658 maintenance rows of the whole 2020 file that have a value.
/// </summary>
internal static class WaterRows
{
    private static readonly (ParameterCode Code, string Raw, string Displayed)[] Columns =
    [
        (ParameterCode.Parse("w01010"), "raw_water_temp", "water_temp_c"),
        (ParameterCode.Parse("w01001"), "raw_ph", "ph"),
        (ParameterCode.Parse("w01009"), "raw_do", "do_mg_l"),
        (ParameterCode.Parse("w01014"), "raw_conductivity", "conductivity_us_cm"),
        (ParameterCode.Parse("w01003"), "raw_turbidity", "turbidity_ntu"),
        (ParameterCode.Parse("w01019"), "raw_codmn", "codmn_mg_l"),
        (ParameterCode.Parse("w21003"), "raw_nh3n", "nh3n_mg_l"),
        (ParameterCode.Parse("w21011"), "raw_tp", "tp_mg_l"),
        (ParameterCode.Parse("w21001"), "raw_tn", "tn_mg_l"),
    ];

    private static readonly ParameterCode[] Judged =
    [
        ParameterCode.Parse("w01001"), ParameterCode.Parse("w01009"), ParameterCode.Parse("w01019"), ParameterCode.Parse("w21003"), ParameterCode.Parse("w21011"),
    ];

    public static PublishedRow? Read(CsvRow row)
    {
        var values = Values(row);
        var time = PublishedFile.Required(row, "monitor_time");
        if (values.Count == 0 || !DateTime.TryParseExact(time, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var start = new DateTimeOffset(local, ChinaTime.Offset);
        var date = DateOnly.TryParseExact(row["snapshot_date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var snapshot)
            ? snapshot
            : ChinaTime.DayOf(start);
        var verdict = row["published_class"];
        return new PublishedRow(
            row.Line,
            date,
            StationKind.Water,
            row["province"],
            PublishedFile.Required(row, "section"),
            start,
            TimeSpan.Zero,
            values,
            Mark(row["station_status"], values),
            verdict is "-" or "-1" || PublishedFile.IsMissing(verdict) ? "" : verdict);
    }

    private static List<PublishedValue> Values(CsvRow row)
    {
        var values = new List<PublishedValue>(Columns.Length);
        foreach (var (code, raw, displayed) in Columns)
        {
            // The raw column decides where the file has one: an item the feed withdrew is blank there too.
            var text = row.Has(raw) ? row[raw] : PublishedFile.Required(row, displayed);
            if (!PublishedFile.IsMissing(text))
            {
                values.Add(new PublishedValue(code, text));
            }
        }

        return values;
    }

    private static string Mark(string state, List<PublishedValue> values) => state switch
    {
        "停站" => DataMark.Stopped,
        "维护" when !Judged.All(code => values.Exists(v => v.Parameter == code)) => DataMark.Maintenance,
        _ => DataMark.Normal,
    };
}
