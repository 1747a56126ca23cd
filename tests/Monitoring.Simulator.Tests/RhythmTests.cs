using Monitoring.Contracts;
using Monitoring.Simulator.Fleet;
using Monitoring.Simulator.Scripts;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Tests;

public sealed class RhythmTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);

    [Fact]
    public void Water_is_sampled_every_four_hours_of_beijing()
    {
        var marks = new List<int>();
        for (var t = Rhythm.After(StationKind.Water, Morning.AddMinutes(-1), []); t < Morning.AddDays(1); t = Rhythm.After(StationKind.Water, t, []))
        {
            marks.Add(t.Hour);
        }

        marks.ShouldBe([8, 12, 16, 20, 0, 4]);
    }

    [Fact]
    public void Air_is_measured_every_hour() =>
        Rhythm.After(StationKind.Air, Morning, []).ShouldBe(Morning.AddHours(1));

    [Fact]
    public void An_event_makes_its_station_sample_more_often_while_it_lasts()
    {
        var e = new ScriptedEvent("CQ004", Morning.AddMinutes(30), TimeSpan.FromHours(2), new Dictionary<string, decimal>(), TimeSpan.Zero, TimeSpan.FromMinutes(30));
        var marks = new List<DateTimeOffset>();
        for (var t = Rhythm.After(StationKind.Water, Morning, [e]); t <= Morning.AddHours(8); t = Rhythm.After(StationKind.Water, t, [e]))
        {
            marks.Add(t);
        }

        marks.Select(m => (m - Morning).TotalMinutes).ShouldBe([30, 60, 90, 120, 240, 480]);
    }

    [Fact]
    public void A_sample_is_sent_after_it_exists()
    {
        var model = new FleetModel(1, EventScript.Empty);
        foreach (var station in model.Stations)
        {
            var end = Morning + (station.Kind == StationKind.Air ? TimeSpan.FromHours(1) : TimeSpan.Zero);
            model.SentAt(station, Morning).ShouldBeGreaterThan(end);
            model.SentAt(station, Morning).ShouldBeLessThan(end + TimeSpan.FromMinutes(5));
        }
    }
}
