using System.Buffers;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Lines.Hj212;

/// <summary>
/// What the centre says to a frame (2017, 6.6): 9014 to data and heartbeats, 9013 to notices, 9011 with the reason to what it
/// refuses; to an answer, to a frame that wants none and to what could not be kept it says nothing.
/// </summary>
internal static class Hj212Answers
{
    private const int UsualLength = 128;

    /// <summary>The frame as it lies in <paramref name="raw"/>, a copy that outlives the line's buffer.</summary>
    public static ReadOnlyMemory<byte> To(byte[] raw, Hj212ReadOptions options, IntakeOutcome outcome)
    {
        var buffer = new ReadOnlySequence<byte>(raw);
        if (Hj212Reader.Read(ref buffer, options, isFinal: true, out var frame, out _) is not OperationStatus.Done || !IsDue(frame, outcome))
        {
            return OrderedAnswers.None;
        }

        var answer = new ArrayBufferWriter<byte>(UsualLength);
        if (!outcome.IsStored)
        {
            Hj212Writer.WriteRequestAnswer(frame, ReturnOf(outcome.Reason), answer);
        }
        else if (Hj212Command.IsNotice(frame.Command))
        {
            Hj212Writer.WriteNoticeAnswer(frame, answer);
        }
        else
        {
            Hj212Writer.WriteDataAnswer(frame, answer);
        }

        return answer.WrittenMemory;
    }

    private static bool IsDue(in Hj212Frame frame, IntakeOutcome outcome) =>
        frame.WantsAnswer && !Hj212Command.IsAnswer(frame.Command) && outcome.Verdict is not IntakeVerdict.NotKept;

    private static Hj212QnRtn ReturnOf(QuarantineReason? reason) => reason switch
    {
        QuarantineReason.WrongPassword => Hj212QnRtn.WrongPassword,
        QuarantineReason.UnknownMn => Hj212QnRtn.WrongMn,
        QuarantineReason.ImpossibleTime or QuarantineReason.BadField => Hj212QnRtn.Refused,
        _ => Hj212QnRtn.Unknown,
    };
}
