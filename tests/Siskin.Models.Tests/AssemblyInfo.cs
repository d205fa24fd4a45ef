using Xunit;

// Torch has its own threads; tests beside each other would only wait for each other's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
