using Siskin.Agent.Work;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Sensors;

/// <summary>
/// A model that also knows the sensors of the device: a request with <c>"sensors": "local"</c> is answered about what
/// they say when its turn comes.
/// </summary>
internal sealed class SensingModel(IModel model, LocalSensors sensors) : IModel
{
    /// <summary>The sensor text that stands for the sensors of the device.</summary>
    public const string Local = "local";

    public ModelCard Card => model.Card;

    public void WarmUp(CancellationToken cancellation) => model.WarmUp(cancellation);

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        if (request.Sensors != Local)
            return model.Answer(request, onText, cancellation);
        var text = LocalSensors.TextOf(sensors.Read([LocalSensors.All]));
        return text.Length == 0
            ? ResponderResult.From(new Rejection(400, "sensors is \"local\", but this device has none to read."))
            : model.Answer(request with { Sensors = text }, onText, cancellation);
    }

    /// <summary>Does nothing: the model stays with whoever made it.</summary>
    public void Dispose()
    {
    }
}
