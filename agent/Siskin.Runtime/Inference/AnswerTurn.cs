namespace Siskin.Runtime.Inference;

/// <summary>
/// One answer of graphs, from its input to its last token; disposed of, it is done, however it went.
/// </summary>
internal readonly struct AnswerTurn : IDisposable
{
    private readonly IModelGraphs _graphs;

    /// <param name="graphs">The graphs.</param>
    /// <param name="waiting">Called from time to time while the answer waits for others, or null.</param>
    public AnswerTurn(IModelGraphs graphs, Action? waiting)
    {
        _graphs = graphs;
        _graphs.Begin(waiting);
    }

    public void Dispose() => _graphs.Finish();
}
