using Monitoring.Contracts;
using Monitoring.Simulator.Fleet;
using Monitoring.Simulator.Scripts;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Tests;

public sealed class FleetModelTests
{
    private static readonly DateTimeOffset Winter = new(2026, 11, 20, 0, 0, 0, ChinaTime.Offset);
    private static readonly DateTimeOffset Summer = new(2026, 7, 20, 0, 0, 0, ChinaTime.Offset);
    private static readonly string[] Judged = ["w01001", "w01009", "w01019", "w21003", "w21011"];
    private static readonly FleetModel Model = new(1, EventScript.Empty);

    [Fact]
    public void The_fleet_is_569_water_stations_and_60_air_sites()
    {
        Model.Stations.Count(s => s.Kind == StationKind.Water).ShouldBe(569);
        Model.Stations.Count(s => s.Kind == StationKind.Air).ShouldBe(60);
        Model.Stations.Select(s => s.Mn).Distinct().Count().ShouldBe(629);
    }

    [Fact]
    public void The_same_seed_station_and_time_give_the_same_sample()
    {
        var other = new FleetModel(1, EventScript.Empty);
        foreach (var station in Model.Stations)
        {
            var first = Model.SampleAt(station, Winter);
            var again = other.SampleAt(station, Winter);
            (again is null).ShouldBe(first is null);
            again?.Values.ShouldBe(first!.Values);
        }
    }

    [Fact]
    public void Another_seed_is_another_world()
    {
        var other = new FleetModel(2, EventScript.Empty);
        var same = Model.Stations.Count(s => Texts(Model.SampleAt(s, Winter)) == Texts(other.SampleAt(s, Winter)));
        same.ShouldBeLessThan(20);
    }

    [Fact]
    public void At_every_moment_at_least_540_water_stations_have_all_judged_items_and_57_air_sites_all_pollutants()
    {
        foreach (var start in new[] { Winter, Summer })
        {
            for (var mark = start; mark < start.AddDays(3); mark += Rhythm.Water)
            {
                Model.Stations.Count(s => s.Kind == StationKind.Water && IsComplete(Model.SampleAt(s, mark), Judged)).ShouldBeGreaterThanOrEqualTo(540);
                Model.Stations.Count(s => s.Kind == StationKind.Air && IsComplete(Model.SampleAt(s, mark), [.. AirModel.Parameters.Take(6).Select(p => p.Code)]))
                    .ShouldBeGreaterThanOrEqualTo(57);
            }
        }
    }

    [Fact]
    public void Some_stations_are_stopped_some_in_maintenance_some_silent_and_some_instruments_have_marks()
    {
        Model.Stations.Select(s => s.Service).Distinct().Count().ShouldBe(4);
        var marks = Model.Stations.SelectMany(s => Enumerable.Range(0, 18).Select(i => Model.SampleAt(s, Winter + (i * Rhythm.Water))))
            .SelectMany(s => s?.Values ?? []).Select(v => v.Flag).ToHashSet();
        marks.ShouldBe(["N", "F", "M", "D", "C", "T", "B"], ignoreOrder: true);
    }

    [Fact]
    public void Stopped_stations_send_only_values_marked_F()
    {
        var stopped = Model.Stations.First(s => s.Service == StationService.Stopped);
        Model.SampleAt(stopped, Winter)!.Values.ShouldAllBe(v => v.Flag == "F");
    }

    [Fact]
    public void Water_stays_within_what_rivers_do()
    {
        foreach (var (station, sample) in WaterSamples(Winter, 6).Concat(WaterSamples(Summer, 6)))
        {
            double Value(string code) => (double)new MeasuredText(sample.Values.First(v => v.Code == code).Text!).Number!.Value;
            var temperature = Value("w01010");
            temperature.ShouldBeInRange(2, 32, station.Id);
            Value("w01001").ShouldBeInRange(6, 9.5, station.Id);
            Value("w01009").ShouldBeInRange(0.29 * WaterModel.Saturation(temperature), 1.36 * WaterModel.Saturation(temperature), station.Id);
            Value("w21003").ShouldBeInRange(0.02, 10, station.Id);
            Value("w21011").ShouldBeInRange(0.009, 2, station.Id);
            Value("w01003").ShouldBeInRange(0.5, 1000, station.Id);
        }
    }

    [Fact]
    public void Oxygen_and_temperature_have_their_day()
    {
        // Over many stations the noise cancels and the sun stays.
        Mean(Summer.AddHours(16), "w01009").ShouldBeGreaterThan(Mean(Summer.AddHours(4), "w01009") + 0.2);
        Mean(Summer.AddHours(16), "w01010").ShouldBeGreaterThan(Mean(Summer.AddHours(4), "w01010") + 0.5);
        Mean(Summer.AddHours(16), "w01001").ShouldBeGreaterThan(Mean(Summer.AddHours(4), "w01001") + 0.05);
        Mean(Summer, "w01010").ShouldBeGreaterThan(Mean(Winter, "w01010") + 5);
    }

    [Fact]
    public void Rain_brings_turbidity_and_phosphorus()
    {
        var noise = new Noise(1);
        var weather = new Weather(noise);
        var model = new WaterModel(noise, weather);
        var station = Model.Stations[0];
        var profile = WaterProfile.Of(station, noise);
        var times = Enumerable.Range(0, 400).Select(i => Summer.AddHours(i * 4)).OrderBy(t => weather.Runoff(station.Region, t, profile.Lag)).ToList();
        double Turbidity(IEnumerable<DateTimeOffset> at) => at.Average(t => model.At(station, profile, t)[4]);
        double Phosphorus(IEnumerable<DateTimeOffset> at) => at.Average(t => model.At(station, profile, t)[7]);
        Turbidity(times.TakeLast(20)).ShouldBeGreaterThan(2 * Turbidity(times.Take(20)));
        Phosphorus(times.TakeLast(20)).ShouldBeGreaterThan(1.1 * Phosphorus(times.Take(20)));
    }

    [Fact]
    public void Air_has_two_traffic_peaks_and_an_ozone_afternoon()
    {
        double Hour(int hour, int pollutant) => Model.Stations.Where(s => s.Kind == StationKind.Air && s.Service == StationService.Working)
            .SelectMany(s => Enumerable.Range(0, 5).Select(d => Model.SampleAt(s, Summer.AddDays(d).AddHours(hour))!.Values[pollutant]))
            .Where(v => v.Flag == "N").Average(v => double.Parse(v.Text!));
        Hour(8, 1).ShouldBeGreaterThan(1.2 * Hour(12, 1));
        Hour(18, 1).ShouldBeGreaterThan(1.2 * Hour(13, 1));
        Hour(15, 3).ShouldBeGreaterThan(2 * Hour(4, 3));
    }

    [Fact]
    public void An_air_frame_says_mean_lowest_highest_and_mark_in_one_frame()
    {
        var site = Model.Stations.First(s => s.Kind == StationKind.Air && s.Service == StationService.Working);
        var sample = Model.SampleAt(site, Winter)!;
        sample.Values.Count.ShouldBe(11);
        var cp = Devices.Upload.Of(site.Mn, "1", site.Kind, "20261120000000000", sample).Cp;
        cp.Length.ShouldBeLessThanOrEqualTo(950);
        cp.ShouldContain("a34004-Avg=");
        cp.ShouldContain("a34004-Max=");
    }

    private static IEnumerable<(SimulatedStation Station, Sample Sample)> WaterSamples(DateTimeOffset start, int marks) =>
        from station in Model.Stations.Where(s => s.Kind == StationKind.Water)
        from mark in Enumerable.Range(0, marks)
        let sample = Model.SampleAt(station, start + (mark * Rhythm.Water))
        where sample is not null && sample.Values.All(v => v.Flag == "N")
        select (station, sample);

    private static double Mean(DateTimeOffset time, string code) => Model.Stations.Where(s => s.Kind == StationKind.Water)
        .Select(s => Model.SampleAt(s, time)?.Values.FirstOrDefault(v => v.Code == code && v.Flag == "N"))
        .OfType<MeasuredValue>().Average(v => (double)new MeasuredText(v.Text!).Number!.Value);

    private static bool IsComplete(Sample? sample, string[] codes) =>
        sample is not null && codes.All(c => sample.Values.Any(v => v.Code == c && v.Flag == "N" && v.Text is not null));

    private static string Texts(Sample? sample) => string.Join(';', sample?.Values.Select(v => v.Text) ?? []);
}
