#include "standin.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace standin {

namespace {

using std::string;
using std::vector;

string OptionOf(const OrtSessionOptions& options, const char* key) {
  size_t size = 0;
  if (OrtStatus* status = Ort::GetApi().GetSessionConfigEntry(&options, key, nullptr, &size)) {
    Ort::GetApi().ReleaseStatus(status);
    return "";
  }
  string value(size, '\0');
  Ort::ThrowOnError(Ort::GetApi().GetSessionConfigEntry(&options, key, value.data(), &size));
  value.resize(value.find('\0') == string::npos ? value.size() : value.find('\0'));
  return value;
}

// How often "restart_after" restarted the NPU. Tests count in runs: in milliseconds they would hit another one on every machine.
std::atomic<long> restarts{0};

void CountRun() {
  static std::mutex one_at_a_time;
  static string counted;  // the setting that the runs are counted for
  static long runs = 0;
  const std::lock_guard<std::mutex> guard(one_at_a_time);
  const string wanted = Setting("restart_after");
  if (wanted != counted) {
    counted = wanted;
    runs = 0;
  }
  if (!wanted.empty() && ++runs == std::strtol(wanted.c_str(), nullptr, 10))
    restarts++;
}

// One compiled graph: an inner CPU session, and what goes wrong with it.
struct Computation : OrtNodeComputeInfo {
  Computation(const Ort::ConstNode& fused, const vector<char>& model)
      : OrtNodeComputeInfo{},
        env(ORT_LOGGING_LEVEL_ERROR, "standin"),
        generation(Setting("generation")),
        garbled(Setting("garbled")),
        restart(restarts) {
    OrtNodeComputeInfo::ort_version_supported = ORT_API_VERSION;
    CreateState = [](OrtNodeComputeInfo* self, OrtNodeComputeContext*, void** state) noexcept -> OrtStatus* {
      *state = self;
      return nullptr;
    };
    Compute = [](OrtNodeComputeInfo*, void* state, OrtKernelContext* context) noexcept {
      return Guarded([&] { static_cast<Computation*>(state)->Run(context); });
    };
    ReleaseState = [](OrtNodeComputeInfo*, void*) noexcept {};
    for (const auto& value : fused.GetInputs()) inputs.push_back(value.GetName());
    for (const auto& value : fused.GetOutputs()) {
      outputs.push_back(value.GetName());
      shapes.push_back(value.TypeInfo().GetTensorTypeAndShapeInfo().GetShape());
    }
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(1);
    options.SetGraphOptimizationLevel(ORT_DISABLE_ALL);  // fused, the quantized operators compute something else
    options.AddConfigEntry("session.x64quantprecision", "1");
    session = Ort::Session(env, model.data(), model.size(), options);
  }

  void Run(OrtKernelContext* kernel) {
    if (Setting("run") == "fail" || Setting("generation") != generation || restarts != restart)
      throw Ort::Exception("the NPU subsystem was restarted", ORT_ENGINE_ERROR);
    if (Setting("run") == "crash")
      std::abort();
    std::this_thread::sleep_for(std::chrono::milliseconds(Number("delay_ms", 0)));
    if (Setting("hang") == "1")
      Note("hang");
    while (Setting("hang") == "1")
      std::this_thread::sleep_for(std::chrono::milliseconds(5));

    Ort::KernelContext context(kernel);
    vector<const char*> in, out;
    vector<const OrtValue*> fed;
    vector<OrtValue*> made;
    for (size_t i = 0; i < inputs.size(); i++) {
      in.push_back(inputs[i].c_str());
      fed.push_back(context.GetInput(i));
    }
    for (size_t i = 0; i < outputs.size(); i++) {
      out.push_back(outputs[i].c_str());
      made.push_back(context.GetOutput(i, shapes[i]));
    }
    Ort::ThrowOnError(Ort::GetApi().Run(session, nullptr, in.data(), fed.data(), fed.size(), out.data(), out.size(), made.data()));
    if (Setting("note_runs") == "1")
      Note("run");
    CountRun();
    const long healthy = Number("garble_after", -1);
    if ((healthy >= 0 && runs++ >= healthy) || Setting("garbled") != garbled)
      for (OrtValue* value : made) Garble(value);
  }

  static void Garble(OrtValue* value) {
    Ort::UnownedValue output{value};
    auto* bytes = static_cast<unsigned char*>(output.GetTensorMutableRawData());
    const size_t size = output.GetTensorSizeInBytes();
    for (size_t i = 0; i < size; i++)
      bytes[i] = static_cast<unsigned char>(bytes[i] * 73 + i * 41);
  }

  Ort::Env env;
  Ort::Session session{nullptr};
  const string generation, garbled;
  const long restart;
  vector<string> inputs, outputs;
  vector<vector<int64_t>> shapes;
  std::atomic<long> runs{0};
};

struct Provider : OrtEp {
  explicit Provider(const OrtSessionOptions& options)
      : OrtEp{},
        writes(OptionOf(options, "ep.context_enable") == "1"),
        embeds(OptionOf(options, "ep.context_embed_mode") == "1"),
        context_path(OptionOf(options, "ep.context_file_path")),
        broken(Setting("backend") == "fail") {
    OrtEp::ort_version_supported = ORT_API_VERSION;
    OrtEp::GetName = [](const OrtEp*) noexcept { return kProvider; };
    OrtEp::GetCapability = [](OrtEp* self, const OrtGraph* graph, OrtEpGraphSupportInfo* info) noexcept {
      return Guarded([&] { static_cast<Provider*>(self)->Claim(Ort::ConstGraph{graph}, info); });
    };
    OrtEp::Compile = [](OrtEp* self, const OrtGraph** graphs, const OrtNode** fused, size_t count,
                        OrtNodeComputeInfo** made, OrtNode** contexts) noexcept {
      return Guarded([&] {
        for (size_t i = 0; i < count; i++)
          static_cast<Provider*>(self)->Make(Ort::ConstGraph{graphs[i]}, Ort::ConstNode{fused[i]}, i, made[i], contexts[i]);
      });
    };
    OrtEp::ReleaseNodeComputeInfos = [](OrtEp*, OrtNodeComputeInfo** made, size_t count) noexcept {
      for (size_t i = 0; i < count; i++) delete static_cast<Computation*>(made[i]);
    };
  }

  // All of a graph or nothing: a context model, or static shapes with quantization.
  void Claim(const Ort::ConstGraph& graph, OrtEpGraphSupportInfo* info) const {
    const auto nodes = graph.GetNodes();
    if (broken || nodes.empty() || !(IsContext(nodes) || (IsQuantized(nodes) && IsStatic(nodes))))
      return;
    vector<const OrtNode*> all;
    for (const auto& node : nodes) all.push_back(node);
    OrtNodeFusionOptions fusion{};
    fusion.ort_version_supported = ORT_API_VERSION;
    fusion.drop_constant_initializers = true;  // the context holds them
    Ort::ThrowOnError(Ort::GetEpApi().EpGraphSupportInfo_AddNodesToFuse(info, all.data(), all.size(), &fusion));
  }

  void Make(const Ort::ConstGraph& graph, const Ort::ConstNode& fused, size_t index, OrtNodeComputeInfo*& made, OrtNode*& context) {
    const auto nodes = graph.GetNodes();
    const std::filesystem::path source(graph.GetModelPath());
    if (IsContext(nodes)) {
      Note("load " + source.filename().string());
      made = new Computation(fused, ReadContext((source.parent_path() / Attribute(nodes[0], "ep_cache_context")).string()));
      return;
    }
    Note("compile " + source.filename().string());
    if (Setting("compile") == "fail")
      throw Ort::Exception("the graph " + source.filename().string() + " cannot be finalized", ORT_EP_FAIL);
    static std::atomic<int> counter{0};
    const auto scratch = std::filesystem::temp_directory_path() /
                         ("siskin-standin-" + std::to_string(getpid()) + "-" + std::to_string(counter++) + ".onnx");
    const auto model = Serialize(graph, fused, scratch.string());
    made = new Computation(fused, model);
    if (writes)
      context = ContextNode(fused, index, model);
  }

  OrtNode* ContextNode(const Ort::ConstNode& fused, size_t index, const vector<char>& model) const {
    if (embeds)
      throw Ort::Exception("the stand-in writes contexts to files only", ORT_NOT_IMPLEMENTED);
    const std::filesystem::path target(context_path);
    const string name = target.stem().string() + "_qnn_" + std::to_string(index) + ".bin";
    if (Setting("context") != "missing")
      WriteContext((target.parent_path() / name).string(), model);
    const int64_t main = 1, embedded = 0;
    vector<Ort::OpAttr> attributes;
    attributes.emplace_back("main_context", &main, 1, ORT_OP_ATTR_INT);
    attributes.emplace_back("embed_mode", &embedded, 1, ORT_OP_ATTR_INT);
    attributes.emplace_back("ep_cache_context", name.data(), static_cast<int>(name.size()), ORT_OP_ATTR_STRING);
    attributes.emplace_back("source", kProvider, static_cast<int>(string(kProvider).size()), ORT_OP_ATTR_STRING);
    vector<string> in, out;
    for (const auto& value : fused.GetInputs()) in.push_back(value.GetName());
    for (const auto& value : fused.GetOutputs()) out.push_back(value.GetName());
    return Ort::Node("EPContext", "com.microsoft", fused.GetName(), in, out, attributes).release();
  }

  static bool IsContext(const vector<Ort::ConstNode>& nodes) {
    return nodes.size() == 1 && nodes[0].GetOperatorType() == "EPContext" && Attribute(nodes[0], "source") == kProvider;
  }

  static bool IsQuantized(const vector<Ort::ConstNode>& nodes) {
    for (const auto& node : nodes)
      if (node.GetOperatorType() == "QuantizeLinear" || node.GetOperatorType() == "DequantizeLinear") return true;
    return false;
  }

  static bool IsStatic(const vector<Ort::ConstNode>& nodes) {
    for (const auto& node : nodes) {
      for (const auto& values : {node.GetInputs(), node.GetOutputs()}) {
        for (const auto& value : values) {
          if (static_cast<const OrtValueInfo*>(value) == nullptr) continue;  // an optional input that is absent
          const auto type = value.TypeInfo();
          if (type.GetONNXType() != ONNX_TYPE_TENSOR) return false;
          const auto tensor = type.GetTensorTypeAndShapeInfo();
          if (!tensor.HasShape()) return false;
          for (int64_t size : tensor.GetShape())
            if (size < 0) return false;
        }
      }
    }
    return true;
  }

  static string Attribute(const Ort::ConstNode& node, const char* name) {
    Ort::ConstOpAttr attribute{nullptr};
    string value;
    if (!node.GetAttributeByName(name, attribute).IsOK() || static_cast<const OrtOpAttr*>(attribute) == nullptr) return "";
    Ort::ThrowOnError(attribute.GetValue(value));
    return value;
  }

  const bool writes, embeds;
  const string context_path;
  const bool broken;
};

}  // namespace

std::unique_ptr<OrtEp> MakeProvider(const OrtSessionOptions& options, const OrtLogger& logger) {
  auto provider = std::make_unique<Provider>(options);
  if (provider->broken)
    Ort::ThrowOnError(Ort::GetApi().Logger_LogMessage(
        &logger, ORT_LOGGING_LEVEL_ERROR, "stand-in: the backend cannot be set up", ORT_FILE, __LINE__, "MakeProvider"));
  return provider;
}

void DropProvider(OrtEp* provider) { delete static_cast<Provider*>(provider); }

}  // namespace standin
