// A library that is no execution provider: the symbol that ONNX Runtime looks for is missing.
extern "C" __attribute__((visibility("default"))) int siskin_no_provider() { return 0; }
