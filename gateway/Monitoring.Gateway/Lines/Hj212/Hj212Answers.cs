using System.Buffers;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Lines.Hj212;

/// <summary>
/// What the centre says to a frame (2017, 6.6): 9014 to data and heartbeats, 9013 to notices, 9011 with the reason to what it
/// refuses; to an answer, to a frame that wants none and to what could not be kept it says nothing. For one line, which reads one frame at a time.
/// </summary>
internal sealed class Hj212Answers
{
    private const int UsualLength = 128;

    private readonly ArrayBufferWriter<byte> output = new(UsualLength);

    /// <summary>The answer that is right when the outcome is; it outlives the frame. Empty when none is due.</summary>
    public ReadOnlyMemory<byte> To(in Hj212Frame frame, IntakeOutcome outcome)
    {
        if (!IsDue(frame, outcome))
        {
            return OrderedAnswers.None;
        }

        output.ResetWrittenCount();
        if (!outcome.IsStored)
        {
            Hj212Writer.WriteRequestAnswer(frame, ReturnOf(outcome.Reason), output);
        }
        else if (Hj212Command.IsNotice(frame.Command))
        {
            Hj212Writer.WriteNoticeAnswer(frame, output);
        }
        else
        {
            Hj212Writer.WriteDataAnswer(frame, output);
        }

        return output.WrittenSpan.ToArray();
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
