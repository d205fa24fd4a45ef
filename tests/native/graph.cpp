#include "standin.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

namespace standin {

namespace {

std::vector<std::string> NamesOf(const std::vector<Ort::ConstValueInfo>& values) {
  std::vector<std::string> names;
  for (const auto& value : values)
    names.push_back(static_cast<const OrtValueInfo*>(value) == nullptr ? "" : value.GetName());
  return names;
}

std::vector<Ort::ValueInfo> Copies(const std::vector<Ort::ConstValueInfo>& values) {
  std::vector<Ort::ValueInfo> copies;
  for (const auto& value : values)
    copies.emplace_back(value.GetName(), value.TypeInfo());
  return copies;
}

void AddInitializer(Ort::Graph& target, const Ort::ConstValueInfo& source) {
  Ort::ConstValue value{nullptr};
  Ort::ThrowOnError(source.GetInitializer(value));
  const auto info = value.GetTensorTypeAndShapeInfo();
  const auto shape = info.GetShape();
  Ort::AllocatorWithDefaultOptions allocator;
  Ort::Value copy = Ort::Value::CreateTensor(allocator, shape.data(), shape.size(), info.GetElementType());
  std::memcpy(copy.GetTensorMutableRawData(), value.GetTensorRawData(), value.GetTensorSizeInBytes());
  target.AddInitializer(source.GetName(), copy, /*data_is_external*/ false);
}

template <typename T>
Ort::OpAttr CopyArray(const Ort::ConstOpAttr& source, OrtOpAttrType type) {
  std::vector<T> values;
  Ort::ThrowOnError(source.GetValueArray(values));
  return {source.GetName().c_str(), values.data(), static_cast<int>(values.size()), type};
}

template <typename T>
Ort::OpAttr CopyNumber(const Ort::ConstOpAttr& source, OrtOpAttrType type) {
  T value{};
  Ort::ThrowOnError(source.GetValue(value));
  return {source.GetName().c_str(), &value, 1, type};
}

Ort::OpAttr CopyText(const Ort::ConstOpAttr& source) {
  std::string text;
  Ort::ThrowOnError(source.GetValue(text));
  return {source.GetName().c_str(), text.data(), static_cast<int>(text.size()), ORT_OP_ATTR_STRING};
}

// A new node takes its attributes over, so that they cannot be those of the old one.
Ort::OpAttr Copy(const Ort::ConstOpAttr& source) {
  switch (source.GetType()) {
    case ORT_OP_ATTR_INT: return CopyNumber<int64_t>(source, ORT_OP_ATTR_INT);
    case ORT_OP_ATTR_INTS: return CopyArray<int64_t>(source, ORT_OP_ATTR_INTS);
    case ORT_OP_ATTR_FLOAT: return CopyNumber<float>(source, ORT_OP_ATTR_FLOAT);
    case ORT_OP_ATTR_FLOATS: return CopyArray<float>(source, ORT_OP_ATTR_FLOATS);
    case ORT_OP_ATTR_STRING: return CopyText(source);
    default: throw Ort::Exception("the stand-in cannot copy the attribute " + source.GetName(), ORT_NOT_IMPLEMENTED);
  }
}

Ort::Node Copy(const Ort::ConstNode& source) {
  std::vector<Ort::OpAttr> attributes;
  for (const auto& attribute : source.GetAttributes())
    attributes.push_back(Copy(attribute));
  return {source.GetOperatorType(), source.GetDomain(), source.GetName(), NamesOf(source.GetInputs()), NamesOf(source.GetOutputs()), attributes};
}

Ort::Graph Copy(const Ort::ConstGraph& graph, const Ort::ConstNode& fused) {
  Ort::Graph copy;
  auto inputs = Copies(fused.GetInputs());
  auto outputs = Copies(fused.GetOutputs());
  copy.SetInputs(inputs);
  copy.SetOutputs(outputs);
  for (const auto& initializer : graph.GetInitializers())
    AddInitializer(copy, initializer);
  for (const auto& source : graph.GetNodes()) {
    Ort::Node node = Copy(source);
    copy.AddNode(node);
  }
  return copy;
}

}  // namespace

std::vector<char> Serialize(const Ort::ConstGraph& graph, const Ort::ConstNode& fused, const std::string& scratch) {
  std::vector<Ort::Model::DomainOpsetPair> opsets;
  for (const auto& set : graph.GetOperatorSets())
    opsets.emplace_back(set.domain, static_cast<int>(set.version));
  Ort::Model model(opsets);
  Ort::Graph copy = Copy(graph, fused);
  model.AddGraph(copy);

  // A session without optimizations writes the model as it is.
  Ort::SessionOptions options;
  options.SetGraphOptimizationLevel(ORT_DISABLE_ALL);
  options.SetOptimizedModelFilePath(scratch.c_str());
  Ort::Env env(ORT_LOGGING_LEVEL_ERROR, "standin");
  { Ort::Session writer(env, model, options); }
  std::ifstream file(scratch, std::ios::binary);
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::remove(scratch.c_str());
  return bytes;
}

}  // namespace standin
