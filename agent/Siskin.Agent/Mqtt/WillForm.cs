using Siskin.Agent.Wire;

namespace Siskin.Agent.Mqtt;

/// <summary>How much of the will message to ask the broker to take.</summary>
/// <param name="Sent">Whether there is a will at all.</param>
/// <param name="Retain">Whether it is retained.</param>
/// <param name="AtLeastOnce">Whether it has QoS 1.</param>
internal sealed record WillForm(bool Sent, bool Retain, bool AtLeastOnce)
{
    public static WillForm Whole { get; } = new(true, true, true);

    public OutgoingMessage? Of(OutgoingMessage will) =>
        Sent ? will with { Retain = will.Retain && Retain, AtLeastOnce = will.AtLeastOnce && AtLeastOnce } : null;

    public override string ToString() =>
        this switch
        {
            { Sent: false } => "no will",
            { Retain: true, AtLeastOnce: true } => "the whole will",
            { Retain: false, AtLeastOnce: true } => "a will that is not retained",
            { Retain: true } => "a will with QoS 0",
            _ => "a will with QoS 0 that is not retained",
        };
}
