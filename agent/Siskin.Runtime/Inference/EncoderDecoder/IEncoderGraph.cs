using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Inference.EncoderDecoder;

/// <summary>The encoder of a variant: runs once per request and yields what every decoder step attends to.</summary>
internal interface IEncoderGraph : IDisposable
{
    /// <summary>
    /// Encodes patches and text into keys and values: key and value of layer 0, of layer 1, and so on; behind them what
    /// the patches say about keypoints, where the graph tells it.
    /// </summary>
    /// <param name="patches">(1, P, D) from <see cref="IVisionGraph.Run"/>, or null without a frame.</param>
    /// <param name="ids">Text tokens, (T).</param>
    IDisposableReadOnlyCollection<OrtValue> Run(OrtValue? patches, ReadOnlySpan<int> ids);

    /// <summary>See <see cref="IModelGraphs.TellsKeypoints"/>.</summary>
    bool TellsKeypoints => false;

    /// <summary>See <see cref="IModelGraphs.Places"/>.</summary>
    OrtValue? Places(OrtValue patches, ReadOnlySpan<int> ids) => null;
}
