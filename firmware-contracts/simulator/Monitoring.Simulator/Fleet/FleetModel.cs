using Monitoring.Contracts;
using Monitoring.Contracts.Registry;
using Monitoring.Simulator.Scripts;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Fleet;

/// <summary>What every device of the fleet measures and when. Pure: the same seed, script, station and time give the same sample.</summary>
public sealed class FleetModel
{
    private readonly Noise noise;
    private readonly WaterModel water;
    private readonly AirModel air;
    private readonly FaultRota rota;
    private readonly EventScript script;
    private readonly Dictionary<string, WaterProfile> profiles;

    public FleetModel(ulong seed, EventScript events)
    {
        Stations = FleetPlan.Of(seed);
        noise = new Noise(seed);
        var weather = new Weather(noise);
        water = new WaterModel(noise, weather);
        air = new AirModel(noise, weather);
        rota = new FaultRota(noise, FleetRegistry.WaterSections.Count, FleetRegistry.AirSites.Count);
        script = events;
        profiles = Stations.Where(s => s.Kind == StationKind.Water).ToDictionary(s => s.Id, s => WaterProfile.Of(s, noise), StringComparer.Ordinal);
    }

    public IReadOnlyList<SimulatedStation> Stations { get; }

    /// <summary>The first data time after <paramref name="time"/>.</summary>
    public DateTimeOffset NextSample(SimulatedStation station, DateTimeOffset time) => Rhythm.After(station.Kind, time, script.For(station.Id, station.Mn));

    /// <summary>When the logger sends a sample: water once the analysers have finished, air after the hour has ended.</summary>
    public DateTimeOffset SentAt(SimulatedStation station, DateTimeOffset dataTime)
    {
        var own = TimeSpan.FromSeconds(20 + Math.Floor(240 * noise.Uniform("delay", Noise.Key(station.Id))));
        return dataTime + own + (station.Kind == StationKind.Air ? Rhythm.Air : TimeSpan.Zero);
    }

    /// <summary>What the station has at a data time; null when it sends nothing then.</summary>
    public Sample? SampleAt(SimulatedStation station, DateTimeOffset dataTime)
    {
        if (station.Service == StationService.Silent)
        {
            return null;
        }

        return station.Kind == StationKind.Air ? AirSample(station, dataTime) : WaterSample(station, dataTime);
    }

    private Sample? WaterSample(SimulatedStation station, DateTimeOffset time)
    {
        var events = script.For(station.Id, station.Mn).ToList();
        var isScripted = events.Exists(e => e.Weight(time) > 0);
        if (!isScripted && rota.IsGap(station.Index, time))
        {
            return null;
        }

        var natural = water.At(station, profiles[station.Id], time);
        var values = new List<MeasuredValue>(natural.Length);
        for (var i = 0; i < natural.Length; i++)
        {
            var parameter = WaterParameter.All[i];
            var value = WithEvents(natural[i], parameter.Code, events, time);
            var mark = ServiceMark(station) ?? (isScripted ? null : rota.WaterMark(station.Index, i, time)) ?? DataMark.Normal;
            values.Add(new MeasuredValue(parameter.Code, Text(mark, value), mark));

            string? Text(string flag, double shown) => flag switch
            {
                DataMark.NoLink => null,
                DataMark.AboveRange => parameter.Print(parameter.Range),
                _ => parameter.Print(shown),
            };
        }

        return new Sample(time, values);
    }

    private Sample AirSample(SimulatedStation station, DateTimeOffset hour)
    {
        var events = script.For(station.Id, station.Mn).ToList();
        var natural = air.At(station, hour);
        var values = new List<MeasuredValue>(natural.Length);
        for (var i = 0; i < natural.Length; i++)
        {
            var (code, format) = AirModel.Parameters[i];
            var mean = WithEvents(natural[i], code, events, hour);
            var spread = i < AirModel.Pollutants ? 0.05 + (0.2 * noise.Uniform("spread-" + code, Noise.Key(station.Id), hour.UtcTicks)) : 0.01;
            var mark = ServiceMark(station) ?? (i < AirModel.Pollutants ? rota.AirMark(station.Index, i, hour) : null) ?? DataMark.Normal;
            values.Add(mark == DataMark.NoLink
                ? new MeasuredValue(code, null, mark)
                : new MeasuredValue(code, mean.ToString(format), mark, (mean * (1 - spread)).ToString(format), (mean * (1 + spread)).ToString(format)));
        }

        return new Sample(hour, values);
    }

    private static double WithEvents(double natural, string code, List<ScriptedEvent> events, DateTimeOffset time)
    {
        foreach (var e in events)
        {
            if (e.Set.TryGetValue(code, out var target))
            {
                natural += ((double)target - natural) * e.Weight(time);
            }
        }

        return natural;
    }

    private static string? ServiceMark(SimulatedStation station) => station.Service switch
    {
        StationService.Stopped => DataMark.Stopped,
        StationService.Maintenance => DataMark.Maintenance,
        _ => null,
    };
}
