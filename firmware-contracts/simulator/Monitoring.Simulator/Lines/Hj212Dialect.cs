using System.Buffers;
using System.Globalization;
using System.Text;
using Monitoring.Protocols.Hj212;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Lines;

/// <summary>
/// HJ 212-2017 over a stream: uploads ask for an answer (Flag=5), 9014 acknowledges, 9011 with another QnRtn than 1 refuses.
/// Answers are told apart by MN and QN, so many devices share a connection.
/// </summary>
public sealed class Hj212Dialect : ILineDialect
{
    public ReadOnlyMemory<byte> Greeting => default;

    public string Write(Upload upload, bool isRepeat, IBufferWriter<byte> output)
    {
        Hj212Writer.Write(upload.Message(Hj212Flag.AnswerWanted), output);
        return Key(upload.Mn, upload.Qn);
    }

    public bool TryRead(ref ReadOnlySequence<byte> buffer, out LineAnswer? answer)
    {
        answer = null;
        var status = Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _);
        if (status == OperationStatus.NeedMoreData)
        {
            return false;
        }

        // Noise costs what it spoils; the exchange it belonged to is repeated.
        answer = status == OperationStatus.Done ? Answer(frame) : null;
        return true;
    }

    private static LineAnswer? Answer(in Hj212Frame frame)
    {
        var key = Key(frame.TextOf(Hj212Field.Mn) ?? "", frame.TextOf(Hj212Field.Qn) ?? "");
        return frame.Command switch
        {
            Hj212Command.DataAnswer => new LineAnswer(key, new ExchangeOutcome(ExchangeResult.Acknowledged, Encoding.UTF8.GetString(frame.Raw).TrimEnd())),
            Hj212Command.RequestAnswer => Refusal(frame) is { } refusal ? new LineAnswer(key, refusal) : null,
            _ => null,
        };
    }

    private static ExchangeOutcome? Refusal(in Hj212Frame frame)
    {
        foreach (var item in frame.Items)
        {
            if (item.Name.SequenceEqual("QnRtn"u8) && item.TryGetDecimal(out var number) && number != (int)Hj212QnRtn.WillExecute)
            {
                var code = (Hj212QnRtn)(int)number;
                var detail = $"refused with QnRtn={((int)code).ToString(CultureInfo.InvariantCulture)} ({code})";
                return new ExchangeOutcome(code is Hj212QnRtn.WrongMn or Hj212QnRtn.WrongPassword ? ExchangeResult.NotAdmitted : ExchangeResult.Refused, detail);
            }
        }

        return null;
    }

    private static string Key(string mn, string qn) => mn + "/" + qn;
}
