using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>The instants of the judged water items, in time order, to look at from a moment.</summary>
internal sealed class InstantView
{
    private readonly Dictionary<ParameterCode, List<StoredReading>> items = [];

    private InstantView()
    {
    }

    /// <summary>Later readings of a key replace earlier ones; what is no instant of a judged item is left out.</summary>
    public static InstantView Of(IEnumerable<StoredReading> readings)
    {
        var view = new InstantView();
        var byKey = new Dictionary<ReadingKey, StoredReading>();
        foreach (var reading in readings.Where(r => WaterJudge.IsOfAnItem(r.Reading.Key)))
        {
            byKey[reading.Reading.Key] = reading;
        }

        foreach (var reading in byKey.Values.OrderBy(r => r.Reading.Key.Start))
        {
            if (!view.items.TryGetValue(reading.Reading.Key.Parameter, out var list))
            {
                view.items.Add(reading.Reading.Key.Parameter, list = []);
            }

            list.Add(reading);
        }

        return view;
    }

    /// <summary>Per item the newest valid value of (at - reach, at]; where none is valid the newest of any mark, which tells why.</summary>
    public List<StoredReading> At(DateTimeOffset at)
    {
        var found = new List<StoredReading>(items.Count);
        foreach (var list in items.Values)
        {
            if (Newest(list, at) is { } reading)
            {
                found.Add(reading);
            }
        }

        return found;
    }

    /// <summary>True when each item that is judged has a value of the moment that can take part.</summary>
    public bool HasEveryItem(DateTimeOffset at) => Exactly(at).Count(r => WaterJudge.IsAssessable(r.Reading)) == WaterJudge.ItemCount;

    /// <summary>The values of one moment.</summary>
    public List<StoredReading> Exactly(DateTimeOffset at) => [.. items.Values.SelectMany(list => list.Where(r => r.Reading.Key.Start == at))];

    /// <summary>
    /// What judging any time from the newest on can need: per item the newest valid value and the newest of any mark.
    /// </summary>
    public static IReadOnlyList<StoredReading> Newest(IEnumerable<StoredReading> readings)
    {
        var kept = new List<StoredReading>();
        foreach (var list in Of(readings).items.Values)
        {
            var newest = list[^1];
            kept.Add(newest);
            if (!WaterJudge.IsAssessable(newest.Reading) && list.FindLast(r => WaterJudge.IsAssessable(r.Reading)) is { } valid)
            {
                kept.Add(valid);
            }
        }

        return kept;
    }

    private static StoredReading? Newest(List<StoredReading> list, DateTimeOffset at)
    {
        StoredReading? newest = null;
        for (var i = list.Count - 1; i >= 0; i--)
        {
            var start = list[i].Reading.Key.Start;
            if (start > at)
            {
                continue;
            }

            if (start <= at - WaterJudge.Reach)
            {
                break;
            }

            if (WaterJudge.IsAssessable(list[i].Reading))
            {
                return list[i];
            }

            newest ??= list[i];
        }

        return newest;
    }
}
