using System.Globalization;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Tests.Alerts;

/// <summary>A section with target class II whose verdicts are fed to the alert step, with a store in memory behind it.</summary>
internal sealed class FollowedSection
{
    public static readonly StationId Id = StationId.Parse("S1");
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, ChinaTime.Offset);

    private readonly SortedDictionary<DateTimeOffset, StoredVerdict> verdicts = [];
    private readonly List<AlertWatch> watches = [];

    /// <summary>Moves with every batch: no two are taken at once.</summary>
    public DateTimeOffset Now { get; private set; } = Noon;

    public AlertRules Rules { get; init; } = AlertRules.Default;

    public AlertBook Book { get; private set; } = AlertBook.Empty;

    /// <summary>Every alert ever written, oldest first.</summary>
    public List<AlertFinding> Alerts { get; } = [];

    public List<AlertChange> Changes { get; } = [];

    public AlertFinding? Open => Alerts.SingleOrDefault(a => a.ResolvedAt is null);

    /// <summary>The moment of the n-th four-hourly value; the clock stands behind the twentieth.</summary>
    public static DateTimeOffset At(int position) => Noon.AddHours(4 * (position - 20));

    /// <summary>
    /// A word per value: a class 1 to 6 (target 2, ammonia nitrogen in proportion), or "-" for no verdict; "4:1.6" gives the
    /// value its number, "6:DO=1.5" another item.
    /// </summary>
    public static StoredVerdict Verdict(int position, string word)
    {
        var parts = word.Split(':');
        var at = At(position);
        var water = parts[0] is "-"
            ? new WaterVerdict { Reason = "maintenance", TargetClass = 2, Period = "", ItemSet = "5" }
            : WithClass(int.Parse(parts[0], CultureInfo.InvariantCulture), parts.ElementAtOrDefault(1));
        return new StoredVerdict(Id, VerdictKind.Instant, at, water, Air: null, WaterBody.River, CityCode: null, $"c{position}/{word}");
    }

    public void Feed(params string[] words) => Take([.. words.Select((w, i) => Verdict(verdicts.Count + i, w))]);

    public void Take(params StoredVerdict[] batch)
    {
        var touched = batch.Select(v => v.At).ToList();
        var judgedUpTo = verdicts.Count == 0 ? (DateTimeOffset?)null : verdicts.Keys.Last();
        var past = SectionAlerts.Needs(Book, judgedUpTo, touched, Now) is { } window
            ? new AlertPast(
                [.. verdicts.Values.Where(v => v.At >= window.From && v.At < window.To)],
                [.. Alerts.Where(a => a.ResolvedAt is null || a.ResolvedAt >= window.From).OrderBy(a => a.StartedAt)])
            : AlertPast.Nothing;
        var step = SectionAlerts.Take(Book, Id, batch, past, Rules, Now);
        Now = Now.AddMilliseconds(1);
        foreach (var verdict in batch)
        {
            verdicts[verdict.At] = verdict;
        }

        foreach (var change in step.Changes)
        {
            Write(change);
        }

        foreach (var watch in step.Watches)
        {
            watches.RemoveAll(w => w.Kind == watch.Kind);
            watches.Add(watch);
        }

        Book = step.Next;
    }

    /// <summary>The owner is let go and comes back from what was written.</summary>
    public void Restart() => Book = AlertBook.Of(
        new StationSnapshot(null, [], null, null, null) { OpenAlerts = [.. Alerts.Where(a => a.ResolvedAt is null)], Watches = [.. watches] }, Rules);

    /// <summary>The store of a release that had verdicts and no alerts.</summary>
    public void ForgetAlerts()
    {
        Alerts.Clear();
        watches.Clear();
        Restart();
    }

    private void Write(AlertChange change)
    {
        Changes.Add(change);
        var known = Alerts.FindIndex(a => a.Id == change.Finding.Id);
        if (known < 0)
        {
            Alerts.Add(change.Finding);
        }
        else
        {
            Alerts[known] = change.Finding;
        }

        // The store has a unique index for it: also between two writes of a step.
        Alerts.Count(a => a.ResolvedAt is null).ShouldBeLessThanOrEqualTo(1);
    }

    private static WaterVerdict WithClass(int waterClass, string? item)
    {
        var (code, text) = item?.Split('=') switch
        {
            ["DO", var oxygen] => ("w01009", oxygen),
            ["Hg", var mercury] => ("w20111", mercury),
            [var ammonia] => ("w21003", ammonia),
            _ => ("w21003", (waterClass * 0.4m).ToString(CultureInfo.InvariantCulture)),
        };
        var value = decimal.Parse(text, CultureInfo.InvariantCulture);
        decimal? multiple = code is "w01009" ? null : Math.Round((value - 0.5m) / 0.5m, 2);
        return new WaterVerdict
        {
            Class = waterClass,
            TargetClass = 2,
            Met = waterClass <= 2,
            Limiting = waterClass == 1 ? [] : [new LimitingItem(code, "", "", "", value, waterClass, 0.5m, multiple)],
            Period = "",
            ItemSet = "5",
        };
    }
}
