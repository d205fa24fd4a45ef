namespace Siskin.Agent.Mqtt;

/// <summary>
/// Finds the form of the will that the broker takes. With MQTT 5 the broker says what it refuses; one that closes the
/// connection without an answer, as with MQTT 3.1.1, is offered less and less of the will until it answers.
/// </summary>
internal sealed class WillLadder
{
    // One close may have any reason; the same twice in a row is taken for a refusal.
    private const int Patience = 2;

    private const int QosNotSupported = 0x9B;
    private const int RetainNotSupported = 0x9A;

    private static readonly WillForm[] Steps =
    [
        WillForm.Whole,
        new(true, false, true),
        new(true, false, false),
        new(false, false, false),
    ];

    private int _unanswered;

    public WillForm Form { get; private set; } = WillForm.Whole;

    /// <summary>
    /// The broker refused the connection; tells whether another form of the will is worth a try at once.
    /// </summary>
    public bool Refused(int? code)
    {
        _unanswered = 0;
        var form = code switch
        {
            RetainNotSupported => Form with { Retain = false },
            QosNotSupported => Form with { AtLeastOnce = false },
            _ => Form,
        };
        (form, Form) = (Form, form);
        return form != Form;
    }

    /// <summary>The broker closed the connection instead of answering.</summary>
    public void Unanswered()
    {
        if (++_unanswered < Patience)
            return;
        Form = Steps[(Array.IndexOf(Steps, Form) + 1) % Steps.Length];
        // Once on the way down, each further step is tried once.
        _unanswered = Form == WillForm.Whole ? 0 : Patience - 1;
    }

    /// <summary>The broker answered; what it says that it can do is asked of it the next time.</summary>
    public void Accepted(BrokerAbilities abilities)
    {
        _unanswered = 0;
        if (Form.Sent)
            Form = Form with { Retain = abilities.Retain, AtLeastOnce = abilities.AtLeastOnce };
    }
}
