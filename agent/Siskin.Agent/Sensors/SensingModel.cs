using Siskin.Agent.Models;
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

    public ModelDescription Description => model.Description;

    public void WarmUp(CancellationToken cancellation) => model.WarmUp(cancellation);

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        if (request.Sensors != Local)
            return model.Answer(request, onText, cancellation);
        var values = sensors.Read([LocalSensors.All]);
        return values.Any(value => value.Missing is null)
            ? model.Answer(request with { Sensors = LocalSensors.TextOf(values) }, onText, cancellation)
            : ResponderResult.From(new Rejection(400, Nothing(values)));
    }

    private static string Nothing(IReadOnlyList<SensorValue> values) =>
        values.Count == 0
            ? "sensors is \"local\", but this device has none to read."
            : $"sensors is \"local\", but none can be read: {values[0].Name} is missing, {values[0].Missing}.";

    /// <summary>Does nothing: the model stays with whoever made it.</summary>
    public void Dispose() { }
}
