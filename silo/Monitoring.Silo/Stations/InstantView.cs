using System.Runtime.InteropServices;
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
        foreach (var reading in readings)
        {
            if (WaterJudge.IsOfAnItem(reading.Reading.Key))
            {
                view.Put(reading);
            }
        }

        return view;
    }

    /// <summary>Per item the newest valid value of (at - reach, at]; where none is valid the newest of any mark, which tells why.</summary>
    public List<StoredReading> At(DateTimeOffset at)
    {
        var found = new List<StoredReading>(items.Count);
        foreach (var list in items.Values)
        {
            if (NewestOf(list, at) is { } reading)
            {
                found.Add(reading);
            }
        }

        return found;
    }

    /// <summary>True when each item that is judged has a value of the moment that can take part.</summary>
    public bool HasEveryItem(DateTimeOffset at) => Exactly(at).Count(r => WaterJudge.IsAssessable(r.Reading)) == WaterJudge.ItemCount;

    /// <summary>The values of one moment.</summary>
    public List<StoredReading> Exactly(DateTimeOffset at)
    {
        var found = new List<StoredReading>(items.Count);
        foreach (var list in items.Values)
        {
            var last = LastUpTo(list, at);
            if (last >= 0 && list[last].Reading.Key.Start == at)
            {
                found.Add(list[last]);
            }
        }

        return found;
    }

    /// <summary>
    /// What judging any time from the newest on can need: per item the newest valid value and the newest of any mark.
    /// </summary>
    public IReadOnlyList<StoredReading> Newest() => NewestUpTo(DateTimeOffset.MaxValue);

    /// <summary>The same, had nothing come after a time.</summary>
    public IReadOnlyList<StoredReading> NewestUpTo(DateTimeOffset at)
    {
        var kept = new List<StoredReading>(items.Count);
        foreach (var list in items.Values)
        {
            var last = LastUpTo(list, at);
            if (last < 0)
            {
                continue;
            }

            kept.Add(list[last]);
            if (!WaterJudge.IsAssessable(list[last].Reading) && list.FindLastIndex(last, r => WaterJudge.IsAssessable(r.Reading)) is >= 0 and var valid)
            {
                kept.Add(list[valid]);
            }
        }

        return kept;
    }

    private void Put(StoredReading reading)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(items, reading.Reading.Key.Parameter, out _);
        list ??= [];
        var last = LastUpTo(list, reading.Reading.Key.Start);
        if (last >= 0 && list[last].Reading.Key.Start == reading.Reading.Key.Start)
        {
            list[last] = reading;
        }
        else
        {
            list.Insert(last + 1, reading);
        }
    }

    private static StoredReading? NewestOf(List<StoredReading> list, DateTimeOffset at)
    {
        StoredReading? newest = null;
        for (var i = LastUpTo(list, at); i >= 0 && list[i].Reading.Key.Start > at - WaterJudge.Reach; i--)
        {
            if (WaterJudge.IsAssessable(list[i].Reading))
            {
                return list[i];
            }

            newest ??= list[i];
        }

        return newest;
    }

    // The place of the last one not later than a time, -1 when all are. Mostly it is the last or one of the last; a backlog of days is halved.
    private static int LastUpTo(List<StoredReading> list, DateTimeOffset at)
    {
        var (first, behind) = (0, list.Count);
        if (behind > 0 && list[^1].Reading.Key.Start <= at)
        {
            return behind - 1;
        }

        while (first < behind)
        {
            var middle = (first + behind) / 2;
            (first, behind) = list[middle].Reading.Key.Start <= at ? (middle + 1, behind) : (first, middle);
        }

        return first - 1;
    }
}
