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

    public static readonly IReadOnlyList<string> Demanded = ["province", "section", "monitor_time", "published_class", .. Columns.Select(c => c.Displayed)];

    public static PublishedLine Read(CsvRow row)
    {
        if (PublishedFile.Time(row["monitor_time"], "yyyy-MM-dd HH:mm") is not { } start)
        {
            return row["station_status"] is { Length: > 0 } and not "正常" and var state
                ? new PublishedLine(row.Line, null, $"no measurement, the station's state is {state}")
                : PublishedFile.NoTime(row, row["monitor_time"]);
        }

        var values = Values(row);
        if (values.Count == 0)
        {
            return PublishedFile.NoValue(row);
        }

        var verdict = row["published_class"];
        var published = new PublishedRow(
            row.Line,
            PublishedFile.Time(row["snapshot_date"], "yyyy-MM-dd") is { } snapshot ? ChinaTime.DayOf(snapshot) : ChinaTime.DayOf(start),
            StationKind.Water,
            row["province"],
            row["section"],
            start,
            TimeSpan.Zero,
            values,
            Mark(row["station_status"], values),
            verdict is "-1" ? "" : PublishedFile.OrEmpty(verdict))
        {
            River = PublishedFile.OrEmpty(row["river"]),
        };
        return new PublishedLine(row.Line, published, null);
    }

    private static List<PublishedValue> Values(CsvRow row)
    {
        var values = new List<PublishedValue>(Columns.Length);
        foreach (var (code, raw, displayed) in Columns)
        {
            // The raw column decides where the file has one: an item the feed withdrew is blank there too.
            var text = row.Has(raw) ? row[raw] : row[displayed];
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
