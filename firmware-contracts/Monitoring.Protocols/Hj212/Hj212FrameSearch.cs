using System.Buffers;
using System.Buffers.Binary;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Looks for the end of the frame that begins at a head, by length and check: an earlier line end, the declared end, then any
/// <c>&amp;&amp;</c> and four hexadecimal digits up to the line's end or the next head.
/// </summary>
internal ref struct Hj212FrameSearch
{
    private const int CrcLength = Hj212Digits.CrcLength;
    private const int MostLengthDigits = 6;
    private const int HeadLength = 2 + Hj212Digits.LengthDigits;
    private const int StandardSegment = 1024;
    private const int LongestHead = 256;

    private readonly ReadOnlySpan<byte> bytes;
    private readonly int head;
    private readonly Hj212ReadOptions options;
    private readonly Hj212Effort? effort;
    private readonly bool isFinal;
    private readonly int segment;
    private readonly bool isLengthByTheLetter;
    private readonly int declared;
    private readonly int declaredEnd;
    private ushort crc = Hj212Crc.Start;
    private int crcAt;
    private ushort modbus = Hj212Crc.Start;
    private int modbusAt;
    private Hj212CrcDialects? dialects;
    private int lastCandidate = -1;
    private ushort lastExpected;
    private int unreadable = -1;
    private Hj212FreeTexts texts;

    public Hj212FrameSearch(ReadOnlySpan<byte> bytes, int head, Hj212ReadOptions options, bool isFinal)
    {
        this.bytes = bytes;
        this.head = head;
        this.options = options;
        this.isFinal = isFinal;
        var at = head + 2;
        var value = 0;

        // %4d and %-4d print blanks where %04d prints zeros.
        var places = at + Hj212Digits.LengthDigits;
        var digits = SkipBlanks(bytes, at, places - 1);
        at = digits < bytes.Length && Hj212Digits.IsDigit(bytes[digits]) ? digits : at;
        var isBlankPadded = at > head + 2;
        digits = at;
        while (at < bytes.Length && at < digits + MostLengthDigits && Hj212Digits.IsDigit(bytes[at]))
        {
            value = (value * 10) + (bytes[at++] - '0');
        }

        segment = at > digits ? SkipBlanks(bytes, at, places) : at;
        isLengthByTheLetter = !isBlankPadded && segment == at && segment - head - 2 == Hj212Digits.LengthDigits;
        declared = at > digits && value <= options.MaxSegment ? value : -1;
        declaredEnd = declared < 0 ? segment : segment + declared;
        crcAt = modbusAt = segment;
        effort = options.Effort;
        texts = new Hj212FreeTexts(bytes[..Math.Min(bytes.Length, segment + options.MaxSegment + CrcLength)], segment, effort);
    }

    public Hj212Cut Run()
    {
        if (segment == bytes.Length)
        {
            return isFinal ? Fault(Hj212FaultReason.Truncated, bytes.Length) : Wait();
        }

        if (HeadInAddress() is >= 0 and var next)
        {
            return Fault(Hj212FaultReason.Truncated, next);
        }

        switch (Hj212SealedArea.Find(bytes[segment..Math.Min(bytes.Length, segment + options.MaxSegment + CrcLength)], declared < 0 ? int.MaxValue : declared, effort, out var area))
        {
            case OperationStatus.Done:
                return CutSealed(area);
            case OperationStatus.NeedMoreData when !isFinal && bytes.Length < segment + options.MaxSegment + CrcLength:
                return Wait();
        }

        if (TryEarlyLine(out var cut))
        {
            return cut;
        }

        if (declared >= 0)
        {
            if (TryUnclosed(out cut))
            {
                return cut;
            }

            if (bytes.Length >= declaredEnd + CrcLength)
            {
                if (TryEnd(declaredEnd, out cut))
                {
                    return cut;
                }
            }
            else if (!isFinal)
            {
                return Wait();
            }
        }

        return Resynchronise();
    }

    private readonly Hj212Cut CutSealed(in Hj212SealedArea area)
    {
        var end = segment + area.Sent.Length;
        var consumed = end + CrcLength;
        var tail = Hj212Tail.Length(bytes[consumed..], isFinal, out var isStandard);
        consumed += tail;
        var key = options.DataKey ?? (options.StationKeys is { } ofStation && Hj212Address.TryReadMn(area.Sent, out var mn) ? ofStation(mn) : null);
        if (key is null)
        {
            return Fault(Hj212FaultReason.Encrypted, consumed);
        }

        if (area.Open(key) is not { } plain)
        {
            return Fault(Hj212FaultReason.WrongKey, consumed);
        }

        var length = plain.Length - CrcLength;
        var check = Hj212Crc.Compute(plain.AsSpan(0, length));
        bytes.Slice(end, CrcLength).CopyTo(plain.AsSpan(length));
        var isFitting = check == Hj212Digits.ReadHex(bytes, end);
        var isLength = isLengthByTheLetter && (declared == length || declared == area.Sent.Length);
        return new Hj212Cut
        {
            Status = isFitting ? OperationStatus.Done : OperationStatus.InvalidData,
            Reason = isFitting ? Hj212FaultReason.None : Hj212FaultReason.CrcMismatch,
            Consumed = consumed,
            Plain = plain,
            SegmentLength = length,
            ExpectedCrc = check,
            ActualCrcStart = end,
            ActualCrcLength = CrcLength,
            Deviations = (isLength ? Hj212Deviations.None : Hj212Deviations.Length)
                | (isStandard ? Hj212Deviations.None : Hj212Deviations.Tail)
                | (length > StandardSegment ? Hj212Deviations.Oversize : Hj212Deviations.None),
            Remarks = Hj212Remarks.Encrypted | CaseOf(end),
        };
    }

    private readonly Hj212Remarks CaseOf(int end) =>
        bytes.Slice(end, CrcLength).IndexOfAnyInRange((byte)'a', (byte)'f') < 0 ? Hj212Remarks.None : Hj212Remarks.CrcCase;

    // Only the texts of CP may hold a head. One that comes sooner begins the next frame, and this one was cut.
    private readonly int HeadInAddress()
    {
        var covered = bytes[segment..Math.Min(declaredEnd, bytes.Length)];
        var found = covered.IndexOf("##"u8, effort);
        var next = segment + found;
        return found >= 0 && IsHead(next) && covered[..found].IndexOf("CP=&&"u8, effort) < 0 ? next : -1;
    }

    // A line feed before the declared end: the length is too great, or the frame was cut and another began.
    private bool TryEarlyLine(out Hj212Cut cut)
    {
        cut = default;
        var limit = Math.Min(declaredEnd, bytes.Length);
        for (var line = segment; line < limit;)
        {
            var feed = bytes[line..limit].IndexOf("\n"u8, effort);
            if (feed < 0)
            {
                return false;
            }

            feed += line;
            var end = feed;
            while (end > line && bytes[end - 1] is (byte)'\r' or (byte)' ')
            {
                end--;
            }

            end -= CrcLength;
            var inner = InnerHead(line, end);
            if (IsCandidate(end) && !texts.IsInside(end) && TryEnd(end, out cut))
            {
                return true;
            }

            if (inner >= 0 && Check(inner + HeadLength, end) == Hj212Digits.ReadHex(bytes, end))
            {
                cut = Fault(Hj212FaultReason.Truncated, inner);
                return true;
            }

            line = feed + 1;
        }

        return false;
    }

    // Only the last head of the line is tried, and only where its own length lands: one check per line. Asked before the line's end, since
    // the texts are asked about rising places.
    private int InnerHead(int line, int end)
    {
        var covered = bytes[line..Math.Max(line, end)];
        effort?.Add(covered.Length);
        var inner = line + covered.LastIndexOf("##"u8);
        var start = inner + HeadLength;
        return inner >= line && start < end && IsCandidate(end)
            && Hj212Digits.TryReadLength(bytes, inner + 2, out var length) && start + length == end
            && !texts.IsInside(inner)
            ? inner
            : -1;
    }

    private readonly ushort Check(int start, int end)
    {
        effort?.Add(end - start);
        return Hj212Crc.Compute(bytes[start..end]);
    }

    // The length counts a closing && that the device forgot: length, check and the line's end agree. A line's end stands where the check of
    // the declared end would, so only one of the two can be.
    private bool TryUnclosed(out Hj212Cut cut)
    {
        cut = default;
        var end = declaredEnd - 2;
        var check = end + CrcLength;
        var isLineEnd = check < bytes.Length ? bytes[check] is (byte)'\r' or (byte)'\n' or (byte)' ' : isFinal && check == bytes.Length;
        return isLineEnd && end > segment && Hj212Digits.IsHex(bytes, end) && !IsCandidate(end) && TryEnd(end, out cut);
    }

    // The length was no help: the first end whose check fits counts, up to the line's end or the next head.
    private Hj212Cut Resynchronise()
    {
        var stop = Math.Min(bytes.Length, segment + options.MaxSegment + CrcLength);
        var isComplete = isFinal || stop < bytes.Length;
        var next = NextHead(stop, HeadsInTexts.None);
        if (next >= 0)
        {
            stop = next;
            isComplete = true;
        }

        if (declaredEnd < stop && bytes[declaredEnd..stop].IndexOf("\n"u8, effort) is >= 0 and var feed)
        {
            stop = declaredEnd + feed + 1;
            isComplete = true;
        }

        var isClosed = false;
        for (var at = segment; at < stop; at++)
        {
            var found = bytes[at..stop].IndexOf("&&"u8, effort);
            if (found < 0)
            {
                break;
            }

            at += found;
            var end = at + 2;
            isClosed |= end + CrcLength <= stop && !bytes[segment..at].EndsWith("CP="u8);
            if (end + CrcLength > stop || !IsCandidate(end))
            {
                continue;
            }

            if (texts.IsInside(end))
            {
                // No candidate stands before the text's end, and its closing && may be the next.
                at = Math.Min(texts.End, stop) - 2;
            }
            else if (TryEnd(end, out var cut))
            {
                return cut;
            }
        }

        return isComplete ? Refuse(stop, isClosed) : Wait();
    }

    private Hj212Cut Refuse(int stop, bool isClosed)
    {
        if (declared >= 0 && declaredEnd + CrcLength <= bytes.Length && declaredEnd < stop && Lands() && NextHead(declaredEnd, HeadsInTexts.Unclosed) < 0)
        {
            return Mismatch(Hj212FaultReason.CrcMismatch, declaredEnd, Hj212Digits.IsHex(bytes, declaredEnd) ? declaredEnd + CrcLength : stop);
        }

        // The check fits where the line ends, and a field is at fault: its reader names it.
        if (isClosed && unreadable >= 0 && unreadable == lastCandidate)
        {
            return CutAt(unreadable, lastExpected, Hj212Deviations.None);
        }

        // A text that was never closed must not swallow the frames behind it.
        var candidate = lastCandidate;
        if (NextHead(stop, HeadsInTexts.All) is >= 0 and var next)
        {
            stop = next;
            candidate = LastCandidate(stop);
            isClosed = candidate >= 0;
        }

        candidate = candidate < 0 && isClosed ? CheckOfLine(stop) : candidate;
        var reason = declared < 0 ? Hj212FaultReason.NoHeader
            : isClosed ? Hj212FaultReason.LengthMismatch
            : Hj212FaultReason.Truncated;
        return candidate >= 0 && reason != Hj212FaultReason.Truncated ? Mismatch(reason, candidate, stop) : Fault(reason, stop);
    }

    // What stands where a check would, at the end of the line: no && leads to it, so it tells something and decides nothing.
    private readonly int CheckOfLine(int stop)
    {
        var end = segment + bytes[segment..stop].TrimEnd("\r\n \0"u8).Length - CrcLength;
        return end > segment && Hj212Digits.IsHex(bytes, end) ? end : -1;
    }

    private readonly int LastCandidate(int before)
    {
        for (var end = before - CrcLength; end >= segment; end--)
        {
            effort?.Add(1);
            if (IsCandidate(end))
            {
                return end;
            }
        }

        return -1;
    }

    private readonly bool Lands() =>
        bytes[segment..declaredEnd].EndsWith("&&"u8) || (Hj212Digits.IsHex(bytes, declaredEnd) && Hj212Tail.Length(bytes[(declaredEnd + CrcLength)..], isFinal, out _) > 0);

    private bool TryEnd(int end, out Hj212Cut cut)
    {
        cut = default;
        if (!Hj212Digits.IsHex(bytes, end))
        {
            return false;
        }

        var actual = Hj212Digits.ReadHex(bytes, end);
        var expected = CheckAt(end);
        lastCandidate = end;
        lastExpected = expected;
        var deviations = Hj212Deviations.None;
        if (actual != expected && !FitsDialect(end, actual, out deviations))
        {
            return false;
        }

        // One in 256 ends fits by chance: where the length does not vouch for it, the structure must.
        if (end != declaredEnd && !HasStructure(end))
        {
            return false;
        }

        cut = CutAt(end, expected, deviations);
        return true;
    }

    private readonly Hj212Cut CutAt(int end, ushort expected, Hj212Deviations deviations)
    {
        deviations |= end != declaredEnd || declared < 0 || !isLengthByTheLetter ? Hj212Deviations.Length : Hj212Deviations.None;
        deviations |= end - segment > StandardSegment ? Hj212Deviations.Oversize : Hj212Deviations.None;
        var tail = Hj212Tail.Length(bytes[(end + CrcLength)..], isFinal, out var isStandard);
        deviations |= isStandard ? Hj212Deviations.None : Hj212Deviations.Tail;
        return new Hj212Cut
        {
            Status = OperationStatus.Done,
            Consumed = end + CrcLength + tail,
            SegmentStart = segment,
            SegmentLength = end - segment,
            ExpectedCrc = expected,
            ActualCrcStart = end,
            ActualCrcLength = CrcLength,
            Deviations = deviations,
            Remarks = CaseOf(end),
        };
    }

    private bool HasStructure(int end)
    {
        var content = bytes[segment..end];
        effort?.Add(content.Length);
        if (content.IndexOf("CP=&&"u8) < 0)
        {
            return false;
        }

        var isReadable = Hj212Address.Read(content, out _) is null;
        unreadable = isReadable ? unreadable : end;
        return isReadable;
    }

    // Candidates come in rising order but for the declared end, which is tried between two passes.
    private ushort CheckAt(int end)
    {
        if (end < crcAt)
        {
            (crc, crcAt) = (Hj212Crc.Start, segment);
        }

        effort?.Add(end - crcAt);
        crc = Hj212Crc.Continue(crc, bytes[crcAt..end]);
        crcAt = end;
        return crc;
    }

    private bool FitsDialect(int end, ushort actual, out Hj212Deviations deviation)
    {
        deviation = Hj212Deviations.None;
        dialects ??= options.CrcDialects | DialectsOfStation();
        if (dialects == Hj212CrcDialects.None)
        {
            return false;
        }

        deviation = (dialects & DialectAt(end, actual)) switch
        {
            Hj212CrcDialects.Modbus => Hj212Deviations.CrcModbus,
            Hj212CrcDialects.ModbusSwapped => Hj212Deviations.CrcModbusSwapped,
            _ => Hj212Deviations.None,
        };
        return deviation != Hj212Deviations.None;
    }

    // The head of the segment is the same for every candidate end, so the station is asked about once.
    private readonly Hj212CrcDialects DialectsOfStation()
    {
        if (options.StationDialects is not { } ofStation)
        {
            return Hj212CrcDialects.None;
        }

        var claimed = bytes[segment..Math.Min(bytes.Length, segment + LongestHead)];
        return Hj212Address.TryReadMn(claimed, out var mn) ? ofStation(mn) : Hj212CrcDialects.None;
    }

    private Hj212CrcDialects DialectAt(int end, ushort actual)
    {
        if (end < modbusAt)
        {
            (modbus, modbusAt) = (Hj212Crc.Start, segment);
        }

        effort?.Add(end - modbusAt);
        modbus = Hj212Crc.ContinueModbus(modbus, bytes[modbusAt..end]);
        modbusAt = end;
        return actual == modbus ? Hj212CrcDialects.Modbus
            : actual == BinaryPrimitives.ReverseEndianness(modbus) ? Hj212CrcDialects.ModbusSwapped
            : Hj212CrcDialects.None;
    }

    private int NextHead(int stop, HeadsInTexts inTexts)
    {
        for (var at = segment; at < stop; at++)
        {
            var found = bytes[at..stop].IndexOf("##"u8, effort);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (!IsHead(at))
            {
                continue;
            }

            if (inTexts == HeadsInTexts.All || !texts.IsInside(at))
            {
                return at;
            }

            if (texts.End > stop)
            {
                return inTexts == HeadsInTexts.Unclosed ? at : -1;
            }
        }

        return -1;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> bytes, int from, int limit)
    {
        while (from < limit && from < bytes.Length && bytes[from] == ' ')
        {
            from++;
        }

        return from;
    }

    private readonly bool IsHead(int at)
    {
        var digit = SkipBlanks(bytes, at + 2, at + 2 + Hj212Digits.LengthDigits - 1);
        return digit < bytes.Length && Hj212Digits.IsDigit(bytes[digit]);
    }

    private readonly bool IsCandidate(int end) =>
        end >= segment + 2 && Hj212Digits.IsHex(bytes, end) && bytes[end - 1] == '&' && bytes[end - 2] == '&';

    private readonly Hj212Cut Wait() => new() { Status = OperationStatus.NeedMoreData, Consumed = head };

    private readonly Hj212Cut Fault(Hj212FaultReason reason, int consumed) =>
        new() { Status = OperationStatus.InvalidData, Reason = reason, Consumed = consumed };

    private Hj212Cut Mismatch(Hj212FaultReason reason, int end, int consumed)
    {
        var actual = bytes[end..Math.Min(end + CrcLength, bytes.Length)];
        var length = actual.IndexOfAny(Hj212Cut.Separators);
        return new()
        {
            Status = OperationStatus.InvalidData,
            Reason = reason,
            Consumed = consumed + (consumed < bytes.Length && consumed == end + CrcLength ? Hj212Tail.Length(bytes[consumed..], isFinal, out _) : 0),
            ExpectedCrc = end == lastCandidate ? lastExpected : Check(segment, end),
            ActualCrcStart = end,
            ActualCrcLength = length < 0 ? actual.Length : length,
            FittingDialect = Hj212Digits.IsHex(bytes, end) ? DialectAt(end, Hj212Digits.ReadHex(bytes, end)) : Hj212CrcDialects.None,
        };
    }

    /// <summary>Which heads count that stand behind the opening of a free text.</summary>
    private enum HeadsInTexts
    {
        None,
        Unclosed,
        All,
    }
}
