using Monitoring.Contracts;
using Monitoring.Simulator.Scripts;

namespace Monitoring.Simulator.Values;

/// <summary>
/// When analysers measure: water at 00 04 08 12 16 20 Beijing (the five parameters go with the four-hourly analysers, so that one
/// frame carries what one class needs), air every hour. An event may ask for more while it lasts.
/// </summary>
public static class Rhythm
{
    public static readonly TimeSpan Water = TimeSpan.FromHours(4);
    public static readonly TimeSpan Air = TimeSpan.FromHours(1);

    public static TimeSpan Of(StationKind kind) => kind == StationKind.Air ? Air : Water;

    /// <summary>The first data time after <paramref name="time"/>.</summary>
    public static DateTimeOffset After(StationKind kind, DateTimeOffset time, IEnumerable<ScriptedEvent> events)
    {
        var next = NextMark(time, Of(kind));
        foreach (var extra in events)
        {
            // An hour of air is an hour, whatever happens.
            if (extra.Every is { } every && every > TimeSpan.Zero && kind == StationKind.Water)
            {
                var from = time < extra.From ? extra.From - TimeSpan.FromTicks(1) : time;
                var mark = NextMark(from, every);
                next = mark < extra.To && mark < next ? mark : next;
            }
        }

        return next;
    }

    private static DateTimeOffset NextMark(DateTimeOffset time, TimeSpan every)
    {
        var local = ChinaTime.Of(time);
        var ticks = ((local.Ticks / every.Ticks) + 1) * every.Ticks;
        return new DateTimeOffset(ticks, ChinaTime.Offset);
    }
}
