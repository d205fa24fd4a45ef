// Each test starts processes that want the machine's few cores; side by side they would wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
