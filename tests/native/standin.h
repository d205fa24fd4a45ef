// A stand-in for the QNN execution provider: it registers under that provider's name, presents an NPU, takes whole
// QDQ graphs, computes them in an inner CPU session, writes and reloads context models, and fails on command.
// It shares no code with the real provider and says nothing about its accuracy or speed.
#pragma once

#define ORT_API_MANUAL_INIT
#include <onnxruntime_cxx_api.h>

#include <memory>
#include <string>
#include <vector>

namespace standin {

inline constexpr const char* kProvider = "QNNExecutionProvider";
inline constexpr uint32_t kVendorId = 0x5143;  // "QC", as on Qualcomm's own devices

// What a test wants to happen, from the file "<this library>.control": lines of key=value, read anew at every point.
//   register=fail           the library cannot be registered
//   devices=0               no NPU is found
//   version=TEXT            version of the provider; part of what a compiled context fits
//   backend=fail            the backend cannot be set up: logged, and no node is taken
//   load=busy               the NPU is busy: no session can be created
//   compile=fail            a graph cannot be compiled
//   context=missing         a compiled model is written without its binary
//   generation=TEXT         another text restarts the NPU: what was loaded before fails with ENGINE_ERROR
//   restart_after=N         the same after N more runs that succeed, once
//   run=fail                every run fails with ENGINE_ERROR
//   run=crash               every run ends the process
//   garble_after=N          from the N-th run of a session on its output is garbled
//   garbled=TEXT            another text garbles the output of what was loaded before
//   delay_ms=N              each run takes at least this long
//   hang=1                  a run does not end before this line is gone; each that hangs is noted
//   note_runs=1             every run that succeeds is noted
//   leak_mb=N               every session leaves this much memory behind
std::string Setting(const std::string& key, const std::string& otherwise = "");
long Number(const std::string& key, long otherwise);

// Appends a line to "<this library>.events".
void Note(const std::string& line);

// Takes memory that nobody gives back.
void Leak();

// The graph as a standalone ONNX model: what a "compiled context" holds.
std::vector<char> Serialize(const Ort::ConstGraph& graph, const Ort::ConstNode& fused, const std::string& scratch);

// Context binaries: "SISKINCX", version of the provider, checksum, model.
void WriteContext(const std::string& path, const std::vector<char>& model);
std::vector<char> ReadContext(const std::string& path);

std::unique_ptr<OrtEp> MakeProvider(const OrtSessionOptions& options, const OrtLogger& logger);
void DropProvider(OrtEp* provider);

// Runs what may throw at a C boundary.
template <typename F>
OrtStatus* Guarded(F&& action) noexcept {
  try {
    action();
    return nullptr;
  } catch (const Ort::Exception& e) {
    return Ort::GetApi().CreateStatus(e.GetOrtErrorCode(), e.what());
  } catch (const std::exception& e) {
    return Ort::GetApi().CreateStatus(ORT_EP_FAIL, e.what());
  }
}

}  // namespace standin
