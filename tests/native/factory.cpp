#include "standin.h"

namespace standin {

namespace {

struct Factory : OrtEpFactory {
  Factory() : OrtEpFactory{}, version(Setting("version", "2.4.0")) {
    OrtEpFactory::ort_version_supported = ORT_API_VERSION;
    OrtEpFactory::GetName = [](const OrtEpFactory*) noexcept { return kProvider; };
    OrtEpFactory::GetVendor = [](const OrtEpFactory*) noexcept { return "Siskin stand-in"; };
    OrtEpFactory::GetVendorId = [](const OrtEpFactory*) noexcept { return kVendorId; };
    OrtEpFactory::GetVersion = [](const OrtEpFactory* self) noexcept { return static_cast<const Factory*>(self)->version.c_str(); };
    OrtEpFactory::GetSupportedDevices = [](OrtEpFactory* self, const OrtHardwareDevice* const*, size_t, OrtEpDevice** found,
                                           size_t most, size_t* count) noexcept {
      return Guarded([&] { *count = static_cast<Factory*>(self)->FindDevices(found, most); });
    };
    OrtEpFactory::CreateEp = [](OrtEpFactory*, const OrtHardwareDevice* const*, const OrtKeyValuePairs* const*, size_t,
                                const OrtSessionOptions* options, const OrtLogger* logger, OrtEp** made) noexcept {
      return Guarded([&] {
        if (Setting("load") == "busy")
          throw Ort::Exception("the NPU is busy (resource unavailable)", ORT_EP_FAIL);
        *made = MakeProvider(*options, *logger).release();
      });
    };
    OrtEpFactory::ReleaseEp = [](OrtEpFactory*, OrtEp* provider) noexcept {
      DropProvider(provider);
      Leak();
    };
    // Leaving this one out crashes the registration.
    OrtEpFactory::CreateDataTransfer = [](OrtEpFactory*, OrtDataTransferImpl** transfer) noexcept -> OrtStatus* {
      *transfer = nullptr;
      return nullptr;
    };
  }

  ~Factory() {
    if (device != nullptr)
      Ort::GetEpApi().ReleaseHardwareDevice(device);
  }

  size_t FindDevices(OrtEpDevice** found, size_t most) {
    if (most == 0 || Setting("devices") == "0")
      return 0;
    if (device == nullptr)
      Ort::ThrowOnError(Ort::GetEpApi().CreateHardwareDevice(OrtHardwareDeviceType_NPU, kVendorId, 73, "Siskin stand-in", nullptr, &device));
    Ort::ThrowOnError(Ort::GetEpApi().CreateEpDevice(this, device, nullptr, nullptr, &found[0]));
    return 1;
  }

  const std::string version;
  OrtHardwareDevice* device = nullptr;
};

}  // namespace

}  // namespace standin

extern "C" {

__attribute__((visibility("default"))) OrtStatus* CreateEpFactories(
    const char*, const OrtApiBase* base, const OrtLogger*, OrtEpFactory** factories, size_t most, size_t* count) {
  Ort::InitApi(base->GetApi(ORT_API_VERSION));
  return standin::Guarded([&] {
    if (most == 0 || standin::Setting("register") == "fail")
      throw Ort::Exception("the library cannot be registered", ORT_FAIL);
    standin::Note("register");
    factories[0] = new standin::Factory();
    *count = 1;
  });
}

__attribute__((visibility("default"))) OrtStatus* ReleaseEpFactory(OrtEpFactory* factory) {
  delete static_cast<standin::Factory*>(factory);
  return nullptr;
}

}
