using System.Security.Cryptography;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Inference.Instruments.SubDials;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Inference;

/// <summary>
/// The loaded graphs of one variant of a bundle and the buffers they share. Serves one request at a time; <see
/// cref="Beside"/> makes further engines, which share the graphs and have their own buffers.
/// </summary>
public sealed class InferenceEngine : IDisposable
{
    private readonly OpenGraphs _open;
    private readonly bool _isFirst;

    private InferenceEngine(
        Bundle bundle,
        BundleVariant variant,
        BpeTokenizer tokenizer,
        OpenGraphs open,
        IModelGraphs graphs,
        bool isFirst
    )
    {
        (_open, _isFirst) = (open, isFirst);
        Bundle = bundle;
        Variant = variant;
        Tokenizer = tokenizer;
        Graphs = graphs;
    }

    /// <summary>The bundle that is loaded.</summary>
    public Bundle Bundle { get; }

    /// <summary>The variant that runs.</summary>
    public BundleVariant Variant { get; }

    /// <summary>The execution provider that runs it.</summary>
    public required string Provider { get; init; }

    /// <summary>How many requests it is for, and with how many threads.</summary>
    public required ThreadPlan Plan { get; init; }

    /// <summary>Where the nodes of its graphs run; empty on the CPU, where there is one place only.</summary>
    public IReadOnlyList<GraphPlacement> Placement => _open.Sessions.Placement;

    /// <summary>The device that runs it, in words; null on the CPU.</summary>
    public string? Device => _open.Sessions.Device;

    /// <summary>Whether a graph had to be compiled; otherwise all came from the cache, or need no compiling.</summary>
    public bool Compiled => _open.Sessions.Compiled;

    /// <summary>The bundle's tokenizer.</summary>
    public BpeTokenizer Tokenizer { get; }

    internal IModelGraphs Graphs { get; }

    /// <summary>What reads printed characters; null where the bundle has none, or it is switched off.</summary>
    internal OcrSessions? Ocr { get; private init; }

    /// <summary>Reads lines of print by those; null as they are.</summary>
    internal LineReader? Lines { get; private init; }

    /// <summary>What finds lines of print; null where there is nothing that reads them, or no graph for it.</summary>
    internal LineFinder? Finder { get; private init; }

    /// <summary>What finds the hands of dials; null where the bundle has none, or it is switched off.</summary>
    internal StripSession? Hands { get; private init; }

    /// <summary>What finds the columns of straight scales; null where the bundle has none, or it is off.</summary>
    internal StripSession? Columns { get; private init; }

    /// <summary>What reads sub-dials beside the model; null where the bundle has none, or it is off.</summary>
    internal StripSession? SubDials { get; private init; }

    /// <summary>What spells rows of digits beside the model; null where the bundle has none, or it is off.</summary>
    internal StripSession? Rows { get; private init; }

    /// <summary>What detects rows of digits in frames; null where the bundle has none, or it is off.</summary>
    internal RowDetector? RowDetector { get; private init; }

    /// <summary>
    /// Why graphs that help where the model is not sure are not used at present; empty while all are, or were not
    /// wanted yet.
    /// </summary>
    public IEnumerable<string> HelperProblems =>
        [
            .. Ocr?.Problems ?? [],
            .. new[]
            {
                Hands?.Problem,
                Columns?.Problem,
                SubDials?.Problem,
                Rows?.Problem,
                RowDetector?.Problem,
            }.OfType<string>(),
        ];

    /// <summary>Whether tokens that can be foreseen are verified several at once.</summary>
    public bool LooksAhead { get; private init; }

    /// <summary>Completes when long inputs are read by all threads.</summary>
    internal Task Opened => _open.Opened;

    /// <summary>How many graphs all threads run together.</summary>
    internal int OpenTogether => _open.Together;

    /// <summary>Who of this engine and those beside it is at work.</summary>
    internal Occupancy Occupancy => _open.Occupancy;

    /// <summary>
    /// Prepares a process that will load a bundle: the heap, and on other threads the libraries that every bundle
    /// needs, while the caller still reads what it wants to load. Called once, before all else.
    /// </summary>
    /// <returns>
    /// Ends when all is done, and is awaited before the process ends: libraries must not be unloaded while they work.
    /// What failed fails again where it is needed.
    /// </returns>
    public static Task Prepare()
    {
        NativeHeap.Prepare();
        // A thread of its own, for as long as the loading: those of the pool have enough to do.
        return Task.Factory.StartNew(
            () =>
            {
                ComputeEnvironment.LoadLibrary();
                var hashes = Task.Run(() => SHA256.HashData([]));
                ComputeEnvironment.FillTables();
                hashes.GetAwaiter().GetResult();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Loads a bundle's variant.</summary>
    /// <exception cref="BundleException">The variant does not exist, or its files do not fit the manifest.</exception>
    /// <exception cref="NpuException">The variant is for the NPU, which cannot be used.</exception>
    public static InferenceEngine Load(Bundle bundle, EngineOptions options)
    {
        var variant = bundle.Variant(options.Variant);
        var isLarge = new FileInfo(bundle.PathOf(variant.Decoder)).Length >= EngineOptions.SpinFromBytes;
        var spin = options.Spin ?? isLarge;
        var provider = options.EvaluateOnCpu ? bundle.Providers.Cpu : bundle.ProviderOf(variant);
        var plan = ThreadPlan.Of(bundle, variant, provider, options);
        var settings = options.Providers.GetValueOrDefault(provider.Name);
        Require(provider, variant, settings);
        var hashes = bundle.Hashes.CheckAsync(variant);
        var tokenizer = LoadTokenizer(bundle);
        // Before any session options: they would otherwise make an environment without a pool.
        ComputeEnvironment.Ensure(plan.Pool, spin);
        if (provider.IsAccelerator)
            hashes.GetAwaiter().GetResult(); // what it compiles is kept
        var asWritten = provider.Name != variant.Provider;
        var session = new SessionSettings(plan.Threads, spin, asWritten);
        var open = new OpenGraphs(
            bundle.Graphs,
            provider.Open(bundle.Graphs, session, settings),
            plan.Threads < plan.Pool
                ? provider.Open(bundle.Graphs, session with { Threads = plan.Pool }, settings)
                : null
        );
        try
        {
            // Of a large model all threads pack the weights of each graph, and one after the other takes less memory.
            if (!provider.IsAccelerator && variant.Static is null && bundle.BytesOf(variant) < ThreadPlan.LargeFrom)
                open.Begin(variant.Graphs);
            var graphs = ModelGraphs.Load(bundle, variant, open, plan.TogetherAs(options, provider));
            open.Sessions.Finish();
            hashes.GetAwaiter().GetResult();
            var terms = new HelperTerms(options.Time, options.HelperChanged);
            var ocr = options.Ocr ? OcrSessions.Of(bundle, session with { Seldom = true }, terms) : null;
            return new InferenceEngine(bundle, variant, tokenizer, open, graphs, isFirst: true)
            {
                Ocr = ocr,
                Lines = ocr is null ? null : new LineReader(ocr),
                Finder = ocr is { Detects: true } ? new LineFinder(ocr) : null,
                Hands = options.Ocr ? HandFinder.Open(bundle, session, terms) : null,
                Columns = options.Ocr ? ColumnFinder.Open(bundle, session, terms) : null,
                SubDials = options.Ocr ? SubDialFinder.Open(bundle, session, terms) : null,
                Rows = options.Ocr ? RowSpeller.Open(bundle, session, terms) : null,
                RowDetector = options.Ocr ? RowDetector.Open(bundle, session, terms) : null,
                Provider = provider.Name,
                Plan = plan.With(graphs.Together),
                LooksAhead = LooksAheadWith(graphs, bundle.Manifest.Model, options.Lookahead, isLarge),
            };
        }
        catch (Exception error)
        {
            open.Dispose();
            hashes.GetAwaiter().GetResult(); // where a file was altered, that is the reason
            if (provider.IsAccelerator && ExecutionProviders.IsRuntimeError(error))
                throw new NpuException(
                    NpuFailure.Load,
                    $"Variant '{variant.Id}' cannot be set up on the {provider.Hardware}: {error.Message}",
                    error
                );
            throw;
        }
    }

    /// <summary>
    /// Another engine over the same graphs, with buffers of its own: for one more request at a time, on another thread.
    /// It is disposed of before this one.
    /// </summary>
    public InferenceEngine Beside() =>
        new(Bundle, Variant, Tokenizer, _open, Graphs.Beside(Bundle, Variant, _open), isFirst: false)
        {
            Ocr = Ocr,
            Lines = Ocr is null ? null : new LineReader(Ocr),
            Finder = Ocr is { Detects: true } ? new LineFinder(Ocr) : null,
            Hands = Hands,
            Columns = Columns,
            SubDials = SubDials,
            Rows = Rows,
            RowDetector = RowDetector,
            Provider = Provider,
            Plan = Plan,
            LooksAhead = LooksAhead,
        };

    /// <summary>Forgets what was compiled, so that the next load compiles anew.</summary>
    public void ForgetCompiled() => _open.Sessions.Forget();

    public void Dispose()
    {
        Graphs.Dispose();
        Lines?.Dispose();
        if (!_isFirst)
            return;
        Ocr?.Dispose();
        Hands?.Dispose();
        Columns?.Dispose();
        SubDials?.Dispose();
        Rows?.Dispose();
        RowDetector?.Dispose();
        _open.Dispose();
    }

    // Of a small model a step is cheap, and what surrounds it is not.
    private static bool LooksAheadWith(IModelGraphs graphs, ModelShape model, bool? wanted, bool isLarge) =>
        (wanted ?? isLarge) && LookaheadTrial.Passes(graphs, model, mustPay: wanted is null, TimeProvider.System);

    // Never another provider in its place: on the CPU a 16 bit graph takes a hundred times as long as the int8 variant.
    private static void Require(ExecutionProvider provider, BundleVariant variant, ProviderSettings? settings)
    {
        if (provider.Library is { } library && settings is null)
            throw new BundleException(
                $"Variant '{variant.Id}' runs on the execution provider '{provider.Name}' only, whose library "
                    + $"{library.Name} is neither given nor in {string.Join(" or ", library.Folders)}."
            );
        if (provider.NeedsFixedShapes && variant.Static is null)
            throw new BundleException(
                $"{BundleManifest.FileName}: variant '{variant.Id}' has no [variants.static], and the execution "
                    + $"provider '{provider.Name}' runs graphs of fixed shapes only."
            );
    }

    private static BpeTokenizer LoadTokenizer(Bundle bundle)
    {
        var manifest = bundle.Manifest;
        BpeTokenizer tokenizer;
        try
        {
            tokenizer = BpeTokenizer.Load(bundle.PathOf(manifest.Tokenizer));
        }
        catch (InvalidDataException error)
        {
            throw new BundleException($"Bundle '{bundle.Folder}': {error.Message}", error);
        }

        if (tokenizer.VocabSize > manifest.Model.VocabSize)
        {
            throw new BundleException(
                $"Bundle '{bundle.Folder}': '{manifest.Tokenizer}' has {tokenizer.VocabSize} tokens, [model] "
                    + $"vocab_size is {manifest.Model.VocabSize}."
            );
        }

        return tokenizer.Tokens == manifest.Model.Tokens || tokenizer.Tokens == SpecialTokens.None
            ? tokenizer
            : throw new BundleException(
                $"Bundle '{bundle.Folder}': '{manifest.Tokenizer}' and [model] disagree about the special "
                    + $"tokens: {tokenizer.Tokens}, {manifest.Model.Tokens}."
            );
    }
}
