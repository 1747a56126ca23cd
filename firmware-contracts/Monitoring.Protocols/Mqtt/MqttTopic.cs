namespace Monitoring.Protocols.Mqtt;

/// <summary>Topic names and filters (4.7).</summary>
public static class MqttTopic
{
    /// <summary>True for a filter: <c>+</c> fills a level, <c>#</c> fills the last one [MQTT-4.7.1-2, -3].</summary>
    public static bool IsFilter(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty)
        {
            return false;
        }

        foreach (var range in filter.Split('/'))
        {
            var level = filter[range];
            var isLast = range.End.GetOffset(filter.Length) == filter.Length;
            if ((level.Contains('+') && level is not "+") || (level.Contains('#') && !(level is "#" && isLast)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True when a filter takes in a topic name. A leading wildcard does not take in names that begin with <c>$</c> [MQTT-4.7.2-1].
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || (name[0] == '$' && filter is ['+' or '#', ..]))
        {
            return false;
        }

        var names = name.Split('/');
        var hasName = names.MoveNext();
        foreach (var range in filter.Split('/'))
        {
            var level = filter[range];
            if (level is "#")
            {
                return true;
            }

            if (!hasName || (level is not "+" && !level.SequenceEqual(name[names.Current])))
            {
                return false;
            }

            hasName = names.MoveNext();
        }

        return !hasName;
    }
}
